import type { Upload, Uploads } from '../evidence-port.ts';
import type { Principal } from '../ports.ts';
import { plain } from './codec.ts';
import { type Condition, ownedBy } from './ownership.ts';
import { insert, row, rows } from './sql.ts';

interface Body {
  readonly body: string;
}

const upload = ({ body }: Body): Upload => plain<Upload & Record<string, never>>(body);

const add: Uploads['add'] = async (tx, arrived) => {
  const { id, conversationId, buyerId, at } = arrived;
  await insert(tx, 'uploads', [
    { id, conversation_id: conversationId, buyer_id: buyerId, at, body: JSON.stringify(arrived) },
  ]);
};

/** One's own upload, or a file of a dispute in which one is a party. */
const readable = (principal: Principal): Condition => {
  if (principal.kind !== 'buyer' && principal.kind !== 'seller') return ownedBy(principal);
  const party = ownedBy(principal);
  const ofDispute = `exists (
    select 1 from dispute_evidence join disputes on disputes.id = dispute_evidence.dispute_id
     where dispute_evidence.id = uploads.id and dispute_evidence.removed_at is null
       and disputes.${party.sql})`;
  return principal.kind === 'seller'
    ? { sql: ofDispute, bindings: party.bindings }
    : {
        sql: `(uploads.buyer_id = ? or ${ofDispute})`,
        bindings: [principal.id, ...party.bindings],
      };
};

const find: Uploads['find'] = async (tx, principal, id) => {
  const owned = readable(principal);
  const found = await row<Body>(tx, `select body from uploads where id = ? and ${owned.sql}`, [
    id,
    ...owned.bindings,
  ]);
  return found && upload(found);
};

const ofConversation: Uploads['ofConversation'] = async (tx, conversationId) => {
  const found = await rows<Body>(
    tx,
    'select body from uploads where conversation_id = ? order by at, id',
    [conversationId],
  );
  return found.map(upload);
};

const placesFor = (ids: readonly string[]): string => ids.map(() => '?').join(', ');

const remove: Uploads['remove'] = async (tx, ids) => {
  if (ids.length === 0) return;
  await rows(tx, `delete from uploads where id in (${placesFor(ids)})`, ids);
};

interface Named {
  readonly id: string;
}

const unused: Uploads['unused'] = async (tx, before, limit) => {
  const found = await rows<Named>(
    tx,
    `select id from uploads
      where at < ?
        and not exists (select 1 from dispute_evidence where dispute_evidence.id = uploads.id)
        and not exists (
          select 1 from conversations
           where conversations.id = uploads.conversation_id
             and conversations.state like '%' || uploads.id || '%')
      order by at, id limit ?`,
    [before, limit],
  );
  return found.map(({ id }) => id);
};

const known: Uploads['known'] = async (tx, ids) => {
  if (ids.length === 0) return [];
  const found = await rows<Named>(
    tx,
    `select id from uploads where id in (${placesFor(ids)})
      union select id from dispute_evidence where id in (${placesFor(ids)})`,
    [...ids, ...ids],
  );
  return found.map(({ id }) => id);
};

export const uploads: Uploads = { add, find, ofConversation, remove, unused, known };
