import { expect } from 'chai';
import pino from 'pino';
import type { CloudArrival } from '../../../bot/adapters/cloud.ts';
import { createCloudReceive } from '../../../bot/adapters/cloud-receive.ts';
import { createReplies } from '../../../bot/adapters/cloud-replies.ts';
import { createCloudSender } from '../../../bot/adapters/cloud-sender.ts';
import { capabilitiesOf, ownChannels } from '../../../bot/channels/capabilities.ts';
import { createInbox, type Inbox } from '../../../bot/inbox.ts';
import { Undeliverable } from '../../../bot/outbox.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Conversation, Ids, JsonObject, Store } from '../../../services/ports.ts';
import type { OutboxRow } from '../../../services/queues-port.ts';
import { noon } from '../../support/fixtures.ts';
import { plainKnowledge } from '../../support/server-dialog.ts';
import { memoryStore } from '../../support/stores.ts';
import { activity } from './cloud-world.ts';

const log = pino({ level: 'silent' });
const clock = { now: () => noon };
const current = createRulebook({ policyZone: 'UTC', holidays: [] });
const rulebooks = { current, of: () => current };

describe('an activity of a channel', () => {
  let store: Store;
  let woken: string[];
  let receive: (arrival: CloudArrival) => Promise<unknown>;

  beforeEach(async () => {
    store = await memoryStore();
    woken = [];
    const inbox = createInbox({
      ...{ store, clock, ids: countingIds(), wake: (id) => woken.push(id) },
      news: { publish: () => undefined, follow: () => () => undefined } as never,
    });
    receive = createCloudReceive(depsWith(inbox));
  });
  afterEach(() => store.close());

  const depsWith = (inbox: Inbox) => ({
    ...{ store, clock, inbox, log, rulebooks, replies: createReplies() },
    knowledge: plainKnowledge,
    deliver: () => Promise.resolve(),
  });
  const arrival = (
    changes: JsonObject = {},
    serviceUrl = 'https://smba.trafficmanager.net/emea/',
    mentioned = false,
  ) => ({
    mentioned,
    activity: { ...activity(changes) } as JsonObject,
    reference: { serviceUrl, channelId: 'msteams' },
  });
  const begun = (): Promise<Conversation | undefined> =>
    store.run((tx) => store.conversations.find(tx, woken[0] ?? ''));
  const waiting = () =>
    store.run(async (tx) => (await store.inbox.next(tx, woken[0] ?? ''))?.activity);
  const transcript = () =>
    store.run(async (tx) =>
      (await store.conversations.messagesAfter(tx, woken[0] ?? '', 0, 10)).map(
        ({ activity: { text } }) => text,
      ),
    );

  it('begins a conversation, waits in its inbox and is in its transcript', async () => {
    await receive(arrival());
    expect(await begun()).to.deep.include({
      channel: 'msteams',
      userId: '29:ana',
      locale: 'en',
      reference: { serviceUrl: 'https://smba.trafficmanager.net/emea/', channelId: 'msteams' },
    });
    expect(await begun()).to.not.have.property('buyerId');
    expect(await waiting()).to.deep.include({ type: 'message', text: 'Where is my parcel?' });
    expect(await transcript()).to.deep.equal(['Where is my parcel?']);
  });

  it('that is our own is not answered, or we would talk with ourselves for ever', async () => {
    await receive(arrival({ from: { id: '28:bot' } }));
    expect(woken).to.deep.equal([]);
  });

  it('of Azure’s own Direct Line is answered through it, and is no conversation of ours', async () => {
    await receive(arrival({ channelId: 'directline' }));
    const channel = String((await begun())?.channel);
    expect(channel).to.equal('azure:directline');
    expect(ownChannels.has(channel)).to.equal(false);
    const { cards, ownUploads } = capabilitiesOf(channel);
    expect({ cards, ownUploads }).to.deep.equal({ cards: true, ownUploads: false });
  });

  it('that presses a postBack of Messenger reads as its button in the transcript', async () => {
    const press = { action: 'p1.open.mac', label: 'Open a dispute' };
    await receive(arrival({ channelId: 'facebook', text: JSON.stringify(press) }));
    expect(await waiting()).to.deep.include({ text: 'Open a dispute', value: press });
    expect(await transcript()).to.deep.equal(['Open a dispute']);
  });

  it('I20: counts once however often the channel sends it', async () => {
    await receive(arrival());
    await receive(arrival());
    await Promise.all([receive(arrival()), receive(arrival())]);
    expect(woken).to.have.length(1);
    expect(await transcript()).to.have.length(1);
  });

  it('goes on in the same conversation, and moves its address', async () => {
    await receive(arrival());
    await receive(arrival({ id: 'a-2', text: 'Hello?' }, 'https://smba.trafficmanager.net/amer/'));
    expect(new Set(woken).size).to.equal(1);
    expect(await transcript()).to.deep.equal(['Where is my parcel?', 'Hello?']);
    expect((await begun())?.reference?.serviceUrl).to.equal(
      'https://smba.trafficmanager.net/amer/',
    );
  });

  it('is of another conversation on another channel', async () => {
    await receive(arrival());
    await receive(arrival({ channelId: 'slack' }));
    expect(new Set(woken).size).to.equal(2);
  });

  it('greets a person who was added, once, and not the bot itself', async () => {
    const added = (...ids: string[]) =>
      arrival({ type: 'conversationUpdate', membersAdded: ids.map((id) => ({ id })) });
    await receive(added('28:bot'));
    expect(woken).to.have.length(0);
    await receive(added('28:bot', '29:ana'));
    await receive(added('29:ana'));
    expect(woken).to.have.length(1);
    expect(await waiting()).to.deep.include({ type: 'conversationUpdate' });
  });

  it('greets also after a message whose id is a key of ours', async () => {
    await receive(arrival({ id: 'joined' }));
    await receive(arrival({ type: 'conversationUpdate', membersAdded: [{ id: '29:ana' }] }));
    expect(woken).to.have.length(2);
  });

  it('has no effect if it is none that needs an answer', async () => {
    for (const type of ['typing', 'messageReaction', 'installationUpdate', 'trace'])
      await receive(arrival({ type }));
    await receive(arrival({ type: 'conversationUpdate' }));
    expect(woken).to.deep.equal([]);
  });

  it('has no effect in a group: a dispute is not for everybody', async () => {
    await receive(arrival({ conversation: { id: '19:group', isGroup: true } }));
    expect(woken).to.deep.equal([]);
  });

  it('is not acknowledged when the inbox is full', async () => {
    const full: Inbox = { accept: async () => ({ verdict: 'queue_full' }) };
    const refusing = createCloudReceive(depsWith(full));
    expect(await refusing(arrival()).catch(String)).to.equal('Error: not accepted: queue_full');
  });

  it('is answered where its conversation was last heard from', async () => {
    await receive(arrival());
    const sent: unknown[] = [];
    const send = async (...args: unknown[]) => [String(sent.push(args))];
    const deliver = createCloudSender({
      pictures: (_id, activity) => activity,
      ...depsWith(undefined as never),
      cloud: { send } as never,
      pace: { take: () => 0 },
      quiet: () => Promise.resolve(),
    });
    const row = (conversationId: string) =>
      ({ body: { conversationId, activity: { text: 'It left today.' } } }) as unknown as OutboxRow;
    await deliver(row(woken[0] ?? ''));
    const reference = { serviceUrl: 'https://smba.trafficmanager.net/emea/', channelId: 'msteams' };
    expect(sent).to.deep.equal([[reference, [{ text: 'It left today.' }]]]);
    const lost = await deliver(row('unknown')).catch((fault: unknown) => fault);
    expect(lost).to.be.instanceOf(Undeliverable);
  });
});

function countingIds(): Ids {
  let last = 0;
  return { next: (kind) => `${kind}-${++last}` };
}
