import { playCaseManager } from '../../services/demo/play-case-manager.ts';
import { playPayments } from '../../services/demo/play-payments.ts';
import { playSeller } from '../../services/demo/play-seller.ts';
import { recordChargeback } from '../../services/disputes/record-chargeback.ts';
import type { TrackingStatus } from '../../services/domain/order.ts';
import { claim } from '../../services/handoff/claim.ts';
import type { DeskContext, DeskResult } from '../../services/handoff/desk-context.ts';
import { handBack } from '../../services/handoff/hand-back.ts';
import { release } from '../../services/handoff/release.ts';
import { resolve } from '../../services/handoff/resolve.ts';
import { sayAsAgent } from '../../services/handoff/say-as-agent.ts';
import { putOrder } from '../../services/orders/put-order.ts';
import { recordSellerMessage } from '../../services/orders/record-seller-message.ts';
import type { Context } from '../../services/ports.ts';
import type { Chat } from './conversation.ts';
import { signedInBefore, signInOnPage } from './sign-in.ts';
import type { Scripted } from './transcript.ts';

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** `+5d`, `+3h` in ms. */
function durationOf(words: string): number {
  const [, count, unit = ''] = /^\+(\d+)([dhm])$/.exec(words) ?? [];
  const ms = units[unit];
  if (count === undefined || ms === undefined) throw new Error(`No time to wait: ${words}`);
  return Number(count) * ms;
}

/** `D1000000100 accepts`, `... refuses: words`, `... offers 9.00: words`. */
const line = /^(?<about>\S+) (?<did>[a-z]+)(?: (?<amount>\d+\.\d\d))?(?:: (?<said>.+))?$/;

/** What the other parties do. */
async function act(chat: Chat, who: string, words: string): Promise<void> {
  const {
    about = '',
    did = '',
    amount,
    said = 'No reason given.',
  } = line.exec(words)?.groups ?? {};
  const deed = deeds[`${who} ${did}`];
  if (!deed) throw new Error(`Nobody knows what this is: ${who}: ${words}`);
  const minor = amount === undefined ? {} : { amount: BigInt(amount.replace('.', '')) };
  const done = await chat.meanwhile((ctx) => deed(ctx, about, said, minor));
  if (!done.ok)
    throw new Error(`Refused: ${JSON.stringify(done.refusals.map(({ code }) => code))}`);
}

type Deed = (
  ctx: Context,
  disputeId: string,
  words: string,
  /** Minor units, where the line names an amount. */
  amount: { readonly amount?: bigint },
) => Promise<
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusals: readonly { readonly code: string }[] }
>;

const deeds: Readonly<Record<string, Deed>> = {
  'seller accepts': (ctx, disputeId) => playSeller(ctx, { disputeId, move: 'accept' }),
  'seller refuses': (ctx, disputeId, message) =>
    playSeller(ctx, { disputeId, move: 'refuse', message }),
  'seller confirms': (ctx, disputeId) => playSeller(ctx, { disputeId, move: 'confirm_receipt' }),
  'seller contests': (ctx, disputeId, reason) =>
    playSeller(ctx, { disputeId, move: 'contest_return', reason }),
  'seller offers': (ctx, disputeId, message, amount) =>
    playSeller(ctx, { disputeId, move: 'counter', message, ...amount }),
  'seller wants': (ctx, disputeId, message) =>
    playSeller(ctx, { disputeId, move: 'counter', remedy: 'return_and_refund', message }),
  'seller denies': (ctx, disputeId, message) =>
    playSeller(ctx, { disputeId, move: 'counter', remedy: 'none', amount: 0n, message }),
  'seller writes': (ctx, orderId, text) => recordSellerMessage(ctx, { orderId, text }),
  'team rejects': (ctx, disputeId, explanation) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'rule', outcome: 'rejected', explanation },
    }),
  'team grants': (ctx, disputeId, explanation, { amount }) => {
    const ruling =
      amount === undefined
        ? ({ outcome: 'full' } as const)
        : ({ outcome: 'partial', amount } as const);
    return playCaseManager(ctx, { disputeId, command: { type: 'rule', ...ruling, explanation } });
  },
  'team upholds': (ctx, disputeId, explanation, amount) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'decide_appeal', decision: 'upheld', explanation, ...amount },
    }),
  'team dismisses': (ctx, disputeId, explanation) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'decide_appeal', decision: 'rejected', explanation },
    }),
  'team asks': (ctx, disputeId, what) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'request_evidence', party: 'buyer', what },
    }),
  'bank charges': async (ctx, about) => {
    const dispute = await ctx.store.disputes.find(ctx.tx, ctx.principal, about);
    // An item that nobody disputed is named by its order: `8130224500601736/2`.
    const [orderId = '', itemId = ''] = about.split('/');
    return recordChargeback(ctx, { orderId, itemId, ...dispute });
  },
  'parcel delivered': (ctx, disputeId) => carry(ctx, disputeId, 'delivered'),
  'parcel scanned': (ctx, disputeId) => carry(ctx, disputeId, 'in_transit'),
  'bank pays': (ctx, disputeId) => playPayments(ctx, { disputeId, result: 'completed' }),
  'bank fails': (ctx, disputeId) => playPayments(ctx, { disputeId, result: 'failed' }),
};

/** What an agent does with the newest case of the conversation; a no is a fault of the script. */
async function agent(
  chat: Chat,
  work: (ctx: DeskContext, handoffId: string) => Promise<DeskResult<unknown>>,
): Promise<void> {
  const done = await chat.asAgent(work);
  if (!done.ok)
    throw new Error(`Refused: ${JSON.stringify(done.refusals.map(({ code }) => code))}`);
}

/** The marketplace sends the order again, with what the carrier says now of the parcel that goes back. */
async function carry(
  ctx: Context,
  disputeId: string,
  status: TrackingStatus,
): Promise<Awaited<ReturnType<Deed>>> {
  const dispute = await ctx.store.disputes.find(ctx.tx, ctx.principal, disputeId);
  const order = await ctx.store.orders.find(ctx.tx, ctx.principal, dispute?.orderId ?? '');
  const sent = dispute?.returnShipment;
  if (!order || !sent) throw new Error(`Nothing is on its way back: ${disputeId}`);
  const { carrier, trackingNumber } = sent;
  const parcel = { carrier, trackingNumber, events: [{ at: ctx.now, status }] };
  const others = order.shipments.filter((one) => one.trackingNumber !== trackingNumber);
  const shipments = [...others, parcel];
  return putOrder(ctx, { ...order, version: order.version + 1, shipments });
}

/** Does one line of a transcript. */
export async function perform(chat: Chat, { verb, words }: Scripted): Promise<void> {
  switch (verb) {
    case 'buyer':
      await chat.say(words);
      return;
    case 'buyer presses':
      await chat.press(words);
      return;
    case 'buyer presses again':
      await chat.pressAgain();
      return;
    case 'buyer presses old':
      await chat.press(words, true);
      return;
    case 'buyer sends':
      await chat.send(words.split(', '));
      return;
    case 'desk':
      chat.hasDesk = words === 'on';
      return;
    case 'agent':
      await agent(chat, (ctx, handoffId) => sayAsAgent(ctx, { handoffId, text: words }));
      return;
    case 'agent claims':
      await agent(chat, (ctx, handoffId) => claim(ctx, { handoffId }));
      return;
    case 'agent hands back':
      await agent(chat, (ctx, handoffId) => handBack(ctx, { handoffId }));
      return;
    case 'agent releases':
      await agent(chat, (ctx, handoffId) => release(ctx, { handoffId }));
      return;
    case 'agent resolves':
      await agent(chat, (ctx, handoffId) => resolve(ctx, { handoffId }));
      return;
    case 'page': {
      const [, known = '', days] = /^(\w+) signed in (\d+) days ago$/.exec(words) ?? [];
      chat.said = [];
      if (days !== undefined) return signedInBefore(chat, known, Number(days));
      const [, buyerId = '', code = ''] = /^(\w+) signs in and sees (.+)$/.exec(words) ?? [];
      return signInOnPage(chat, buyerId, code.replace(/\D/g, ''));
    }
    case 'chat':
      return chat.goTo(words);
    case 'comes from':
      return chat.comesFrom(words === 'nowhere' ? undefined : words);
    case 'notices':
      chat.hasNotices = words === 'on';
      return;
    case 'clock':
      chat.said = [];
      await chat.wait(durationOf(words));
      if (chat.hasDesk) await chat.waitAtDesk();
      return chat.hearNotices();
    case 'restart':
      chat.said = [];
      return chat.restart();
    default:
      chat.said = [];
      await act(chat, verb, words);
      return chat.hearNotices();
  }
}
