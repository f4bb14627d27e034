import { expect } from 'chai';
import type { Dispute } from '../../services/domain/dispute.ts';
import type { Tx } from '../../services/ports.ts';
import { personalData } from '../../services/store/personal-data.ts';
import { rows } from '../../services/store/sql.ts';
import { faultOf } from '../support/fault-of.ts';
import {
  aBuyer,
  aDispute,
  aFile,
  anOrder,
  daysAfter,
  noon,
  openCommand,
} from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { save } from './save-support.ts';

const secret = 'Calle Mayor 5';
const later = daysAfter(noon, 1);

const tables = [
  'orders',
  'disputes',
  'dispute_events',
  'conversations',
  'messages',
  'inbox',
].concat(
  ...[
    'outbox',
    'uploads',
    'idempotency_keys',
    'settings',
    'notices',
    'seller_messages',
    'feedback',
    'handoffs',
    'desk_notes',
    'desk_drafts',
    'desk_approvals',
    'account_links',
    'sign_in_requests',
  ],
);

/** Ids, amounts, states and dates alone. */
const impersonal = [
  'item_money',
  'chargebacks',
  'rulebooks',
  'refund_instructions',
  'dispute_evidence',
  'dispute_origins',
  'notice_opt_outs',
  ...['desk_events', 'desk_counter', 'desk_ratings', 'desk_presence', 'hub_links'],
  'sent_messages',
  // Of the people who work here, and what they did to which id.
  ...['staff', 'staff_sessions', 'sign_in_failures', 'canned_replies', 'audit', 'audit_head'],
];

const ofSchema = {
  SQLite: `select name from sqlite_master where type = 'table'
    and name not like 'sqlite_%' and name not like 'knex_%'`,
  PostgreSQL: `select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name not like 'knex_%'`,
};

const file = aFile({ id: 'f-1', name: `${secret}.jpg` });
const description = `It broke at ${secret}.`;
const disputed = (changes: Partial<Dispute> = {}): Dispute =>
  aDispute({ description, evidence: [{ ...file, party: 'buyer', addedAt: noon }], ...changes });

describe('personal data', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const collected = (id: string) => run((tx) => personalData.collect(tx, id));
    const erased = (id: string) => run((tx) => personalData.erase(tx, id, later));
    const everything = () =>
      run(async (tx) => {
        const all: unknown[] = [];
        for (const table of tables) all.push(await rows(tx, `select * from ${table}`));
        return JSON.stringify(all);
      });

    const talk = async (tx: Tx, id: string, buyerId: string) => {
      const { conversations, inbox, uploads } = db.store();
      const activity = { type: 'message', text: `I am at ${secret}` };
      const reference = { user: { name: secret } };
      const begun = { id, channel: 'msteams', userId: 'u', locale: 'en', buyerId, reference };
      await conversations.create(tx, { ...begun, startedAt: noon });
      await conversations.append(tx, id, [{ id: `m-${id}`, from: 'buyer', activity }], noon);
      const step = { state: { said: secret }, expectedVersion: 0, messages: [], at: noon };
      await conversations.advance(tx, id, step);
      const arrival = { conversationId: id, key: 'k', activity, receivedAt: noon, answer: 'a' };
      await inbox.store(tx, arrival);
      const picture = { width: 1, height: 1, verdict: 'accepted', at: noon } as const;
      await uploads.add(tx, { ...file, ...picture, id: `f-${id}`, conversationId: id, buyerId });
    };

    beforeEach(() =>
      run(async (tx) => {
        const { orders, outbox, idempotency, settings } = db.store();
        const buyer = aBuyer({ name: secret, email: `${secret}@example.com` });
        await orders.put(tx, anOrder({ buyer }));
        const other = aBuyer({ id: 'b-2', name: 'Zoe Other' });
        await orders.put(tx, anOrder({ id: '8000000000000002', buyer: other }));
        const { form } = openCommand();
        const command = { ...openCommand(), form: { ...form, description, files: [file] } };
        const effects = [{ type: 'webhook', event: 'dispute.opened' }] as const;
        await save(db.store(), tx, { dispute: disputed(), command, effects });
        const survey = { type: 'survey', rating: 1, words: secret } as const;
        const dispute = disputed({ seq: 2, survey: { rating: 1, words: secret, at: noon } });
        await save(db.store(), tx, { dispute, command: survey });
        await talk(tx, 'c-1', 'b-1');
        await talk(tx, 'c-2', 'b-1');
        const row = { kind: 'channel', stream: 'c-1', createdAt: noon } as const;
        await outbox.add(tx, [{ id: 'o-1', ...row, body: { activity: { text: secret } } }], noon);
        const message = {
          id: 'o-2',
          kind: 'webhook',
          stream: anOrder().id,
          createdAt: noon,
        } as const;
        await outbox.add(
          tx,
          [{ ...message, body: { event: 'x', data: [{ text: secret }] } }],
          noon,
        );
        const taken = { client: 'shop', key: 'k-1' };
        await idempotency.claim(tx, { ...taken, request: 'hash', at: noon });
        const body = { id: dispute.id, description };
        await idempotency.keep(tx, taken, { status: 200, body });
        const words = { id: 'w-1', orderId: anOrder().id, buyerId: 'b-1', sellerId: 's-1' };
        await db
          .store()
          .sellerMessages.add(tx, { ...words, from: 'buyer', text: secret, at: noon });
        const { handoffs, papers } = db.store().desk;
        const asked = { conversationId: 'c-1', buyerId: 'b-1', channel: 'msteams' } as const;
        await handoffs.open(tx, {
          ...{ ...asked, id: 'h-1', reason: 'asked', wish: secret, state: 'waiting' },
          capsule: { slots: { description }, misses: 0, signedIn: true, blockedBy: [] },
          ...{ requestedAt: noon, lastBuyerAt: noon },
        });
        await papers.addNote(tx, { id: 'n-1', handoffId: 'h-1', by: 'a', at: noon, text: secret });
        await papers.saveDraft(tx, 'a', 'h-1', secret, noon);
        await papers.askApproval(tx, {
          ...{ id: 'ap-1', handoffId: 'h-1', disputeId: dispute.id, request: { text: secret } },
          ...{ reason: secret, askedBy: 'a', askedAt: noon },
        });
        await settings.set(tx, 'terminal.b-1', { conversationId: 'c-1', seen: 0 });
      }),
    );
    afterEach(() =>
      run((tx) =>
        rows(tx, "delete from settings where key like 'erasure.%' or key like 'terminal.%'"),
      ),
    );

    it('are looked for in every table there is: a new one has to be erased, or be impersonal', async () => {
      const found = await run((tx) => rows<{ readonly name: string }>(tx, ofSchema[db.kind]));
      const names = found.map(({ name }) => name);
      expect(names).to.have.members([...tables, ...impersonal]);
    });

    it('are all collected, with the money and the events', async () => {
      const data = await collected('b-1');
      expect(data?.buyer.name).to.equal(secret);
      expect(data?.orders[0]?.money['i-1']?.paid).to.equal(2490n);
      expect(data?.disputes[0]?.dispute.description).to.equal(description);
      expect(data?.disputes[0]?.events.map(({ type }) => type)).to.deep.equal(['open', 'survey']);
      expect(data?.conversations.map(({ id }) => id)).to.deep.equal(['c-1', 'c-2']);
      expect(data?.conversations[0]?.messages[0]?.activity.text).to.include(secret);
      expect(data?.conversations[0]?.files[0]?.name).to.equal(file.name);
      const [words] = data?.sellerMessages ?? [];
      const [orderId, from] = [anOrder().id, 'buyer'];
      expect(words).to.include({ orderId, from, text: secret, at: noon });
      expect(data?.erasures).to.deep.equal([]);
    });

    it('of nobody are not there', async () => {
      expect(await collected('b-3')).to.equal(undefined);
      expect(await erased('b-3')).to.equal(undefined);
    });

    it('are in no column of any table after an erasure, which answers the files to remove', async () => {
      expect(await everything()).to.include(secret);
      const done = await erased('b-1');
      expect(done?.fileIds.toSorted()).to.deep.equal(['f-1', 'f-c-1', 'f-c-2']);
      const counts = { orders: 1, disputes: 1, events: 2, conversations: 2, messages: 2, files: 3 };
      expect(done?.erasure).to.deep.equal({ at: later, ...counts });
      const left = await everything();
      expect(left).not.to.include(secret);
      expect(left).to.include('Zoe Other');
    });

    it('leave money, ids, states and the columns of events as they were, and a record', async () => {
      const columns = (tx: Tx) =>
        rows(
          tx,
          'select dispute_id, seq, type, actor_id, rule, at from dispute_events order by seq',
        );
      const before = [
        await run(columns),
        await run((tx) => db.store().orders.money(tx, anOrder().id)),
      ];
      await erased('b-1');
      await erased('b-1');
      const after = [
        await run(columns),
        await run((tx) => db.store().orders.money(tx, anOrder().id)),
      ];
      expect(after).to.deep.equal(before);
      const data = await collected('b-1');
      const { description: words, survey, ...kept } = data?.disputes[0]?.dispute ?? aDispute();
      expect([words, survey?.words]).to.deep.equal(['[erased]', '[erased]']);
      expect(kept.phase).to.deep.equal(disputed().phase);
      expect(data?.erasures.map(({ at }) => at)).to.deep.equal([later, later]);
    });

    it('leave the guards of events in place, after an erasure and after one that failed', async () => {
      const change = () => run((tx) => rows(tx, "update dispute_events set type = 'x'"));
      await erased('b-1');
      expect(await faultOf(change)).to.include('never changed');
      const failing = () =>
        run(async (tx) => {
          await personalData.erase(tx, 'b-2', later);
          await personalData.erase(tx, 'b-1', later);
          throw new Error('no');
        });
      expect(await faultOf(failing)).to.include('no');
      expect(await faultOf(change)).to.include('never changed');
      expect((await collected('b-2'))?.buyer.name).to.equal('Zoe Other');
    });

    it('that wait for a turn are answered by nobody', async () => {
      await erased('b-1');
      expect(await run((tx) => db.store().inbox.waiting(tx, 10))).to.deep.equal([]);
    });
  });
});
