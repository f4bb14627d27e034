import { expect } from 'chai';
import pino from 'pino';
import { conversationIdOf } from '../../../bot/adapters/cloud-conversation.ts';
import { createCloudPress } from '../../../bot/adapters/cloud-press.ts';
import { createCloudReceive } from '../../../bot/adapters/cloud-receive.ts';
import { createReplies } from '../../../bot/adapters/cloud-replies.ts';
import { createInbox } from '../../../bot/inbox.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { JsonObject, Store } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';
import { plainKnowledge } from '../../support/server-dialog.ts';
import { memoryStore } from '../../support/stores.ts';
import { activity } from './cloud-world.ts';

const log = pino({ level: 'silent' });
const clock = { now: () => noon };
const current = createRulebook({ policyZone: 'UTC', holidays: [] });
const rulebooks = { current, of: () => current };

/** A mail that somebody was copied on, in the thread that a buyer has signed in in. */
describe('somebody else in a conversation that a buyer is signed in in', () => {
  let store: Store;
  let ears: Parameters<typeof createCloudPress>[0] & Parameters<typeof createCloudReceive>[0];
  const arrival = (user: string, changes: JsonObject = {}) => {
    const mail = { channelId: 'email', conversation: { id: 'thread' }, from: { id: user } };
    const heard = { ...activity({ ...mail, id: crypto.randomUUID(), ...changes }) } as JsonObject;
    const reference = {
      channelId: 'email',
      serviceUrl: String(heard.serviceUrl),
      user: { id: user },
    };
    return { mentioned: false, activity: heard, reference };
  };
  const id = conversationIdOf(arrival('emma@shop.example').activity);
  const known = () => store.run((tx) => store.conversations.find(tx, id));
  const posted = () => store.run((tx) => store.outbox.due(tx, 'channel', noon, 10));

  beforeEach(async () => {
    store = await memoryStore();
    let made = 0;
    const ids = { next: (kind: string) => `${kind}-${++made}` };
    const news = { publish: () => undefined, follow: () => () => undefined } as never;
    const inbox = createInbox({ store, clock, ids, news, wake: () => undefined });
    const words = { knowledge: plainKnowledge, rulebooks };
    const waits = { replies: createReplies(), deliver: () => Promise.resolve() };
    const pictures = (_id: string, activity: JsonObject) => activity;
    ears = { ...{ store, clock, inbox, log, actionKey: 'key', pictures }, ...words, ...waits };
    await createCloudReceive(ears)(arrival('emma@shop.example'));
    const link = { conversationId: id, channel: 'email', userId: 'emma@shop.example' };
    const at = { linkedAt: noon, verifiedAt: noon };
    await store.run((tx) => store.accountLinks.connect(tx, { ...link, ...at, buyerId: 'emma' }));
  });
  afterEach(() => store.close());

  it('never becomes the one to whom the buyer’s news are sent', async () => {
    const before = await known();
    await createCloudReceive(ears)(arrival('copied@other.example'));
    expect((await known())?.reference).to.deep.equal(before?.reference);
    await createCloudReceive(ears)(arrival('copied@other.example', { type: 'conversationUpdate' }));
    expect((await known())?.reference).to.deep.equal(before?.reference);
  });

  it('says nothing in the buyer’s name, to an agent who reads along neither', async () => {
    const before = await known();
    await createCloudReceive(ears)(arrival('copied@other.example', { text: 'Yes, close it' }));
    expect((await known())?.lastSeq).to.equal(before?.lastSeq);
    await store.run(async (tx) => {
      expect(await store.inbox.countWaiting(tx, id)).to.equal(1);
    });
  });

  it('is told so, where they are, once a day', async () => {
    for (const user of ['copied@other.example', 'copied@other.example', 'third@other.example'])
      await createCloudReceive(ears)(arrival(user));
    const rows = await posted();
    expect(rows.map(({ body }) => Object(body.reference).user.id)).to.deep.equal([
      'copied@other.example',
      'third@other.example',
    ]);
  });

  it('is shown nothing for the press of a button', async () => {
    const before = await known();
    const value = { action: { type: 'Action.Execute', data: { action: 'p.c.m' } } };
    const press = { type: 'invoke', name: 'adaptiveCard/action', value };
    const answer = await createCloudPress(ears)(arrival('copied@other.example', press));
    expect(answer.type).to.equal('application/vnd.microsoft.activity.message');
    expect((await known())?.reference).to.deep.equal(before?.reference);
  });

  it('is no stranger any more after the buyer has signed out', async () => {
    await store.run((tx) => store.accountLinks.disconnect(tx, id, noon));
    await createCloudReceive(ears)(arrival('copied@other.example'));
    expect(JSON.stringify((await known())?.reference)).to.contain('copied');
  });
});
