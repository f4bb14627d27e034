import { setTimeout as wait } from 'node:timers/promises';
import type { Json, JsonObject, StoredMessage } from '../../services/ports.ts';
import { type Command, Failure, Misuse, type Parts } from './command.ts';

const CHANNEL = 'terminal';
/** Of a running server that took the turn: it looks for work every second. */
const LOOKS = 100;
const LOOK_EVERY_MS = 100;

export const say: Command = {
  usage: 'say "TEXT" --as BUYER',
  does: "chats as this buyer in a conversation of the terminal's own; a number presses a button",
  words: { min: 1, max: 1 },
  options: { as: 'value' },
  run: async ({ words: [text = ''], options }, world) => {
    const buyerId = typeof options.as === 'string' ? options.as : '';
    if (!buyerId)
      throw new Misuse(
        'As whom?',
        'It is called like this: npm run cli -- say "Where is my order?" --as emma',
      );
    if (!text.trim()) throw new Misuse('There is nothing to say.', 'Put the text in quotes.');
    if (world.config.production)
      throw new Failure(
        'In production nobody speaks for a real buyer.',
        'Try the bot in a demo, or look with: npm run cli -- dispute explain ORDER',
      );
    const parts = await world.open();
    const seat = await sit(parts, buyerId);
    await tell(parts, seat.conversationId, text);
    const said = await parts.store.run((tx) =>
      parts.store.conversations.messagesAfter(tx, seat.conversationId, seat.seen, 1000),
    );
    await remember(parts, buyerId, { ...seat, seen: said.at(-1)?.seq ?? seat.seen });
    world.say(
      said
        .filter(({ from }) => from !== 'buyer')
        .map(wordsOf)
        .join('\n\n'),
    );
  },
};

/** The buyer's conversation here, and the number of the last message that was printed. */
interface Seat {
  readonly conversationId: string;
  readonly seen: number;
}

const keyOf = (buyerId: string): string => `terminal.${buyerId}`;

/** Takes up the conversation where it was left; the demo's reset takes it away, and a new one begins. */
function sit({ store, ids, clock }: Parts, buyerId: string): Promise<Seat> {
  return store.run(async (tx) => {
    const buyer = await store.orders.buyer(tx, buyerId);
    if (!buyer) throw noSuchBuyer(buyerId, await store.orders.buyers(tx));
    const kept = seatOf(await store.settings.get(tx, keyOf(buyerId)));
    if (kept && (await store.conversations.find(tx, kept.conversationId))) return kept;
    const conversation = {
      ...{ id: ids.next('conversation'), channel: CHANNEL, buyerId, userId: buyerId },
      ...{ locale: buyer.locale, startedAt: clock.now() },
    };
    await store.conversations.create(tx, conversation);
    const seat = { conversationId: conversation.id, seen: 0 };
    await store.settings.set(tx, keyOf(buyerId), seat);
    return seat;
  });
}

const seatOf = (kept: Json | undefined): Seat | undefined => kept as unknown as Seat | undefined;

const remember = ({ store }: Parts, buyerId: string, seat: Seat): Promise<void> =>
  store.run((tx) => store.settings.set(tx, keyOf(buyerId), { ...seat }));

/** The same way in as of every channel; a running server may take the turn as well, and then is waited for. */
async function tell({ engine, store }: Parts, conversationId: string, text: string): Promise<void> {
  const activity: JsonObject = { type: 'message', text };
  const { verdict } = await engine.inbox.accept({ conversationId, activity, echo: activity });
  if (verdict !== 'accepted')
    throw new Failure('Too many messages wait for an answer.', 'Try again.');
  for (let look = 0; look < LOOKS; look += 1) {
    await engine.worker.idle();
    const waiting = await store.run((tx) => store.inbox.countWaiting(tx, conversationId));
    if (waiting === 0) return engine.worker.stop();
    await wait(LOOK_EVERY_MS);
  }
  await engine.worker.stop();
  throw new Failure(
    'There is no answer yet.',
    'It will come before the answer to what you say next.',
  );
}

/** The terminal's rendering is plain text with numbered choices already. */
const wordsOf = ({ activity }: StoredMessage): string =>
  typeof activity.text === 'string' ? activity.text : '';

const noSuchBuyer = (buyerId: string, all: readonly { readonly id: string }[]): Failure =>
  new Failure(
    `No order tells of a buyer "${buyerId}".`,
    all.length > 0
      ? `There is: ${all
          .slice(0, 20)
          .map(({ id }) => id)
          .join(', ')}.`
      : 'There are no orders at all: npm run cli -- seed (demo), or PUT /api/v1/orders/ID.',
  );
