import { playCaseManager } from '../../services/demo/play-case-manager.ts';
import { playPayments } from '../../services/demo/play-payments.ts';
import { playSeller } from '../../services/demo/play-seller.ts';
import { recordChargeback } from '../../services/disputes/record-chargeback.ts';
import { recordSellerMessage } from '../../services/orders/record-seller-message.ts';
import type { Context } from '../../services/ports.ts';
import type { Chat } from './conversation.ts';
import type { Scripted } from './transcript.ts';

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** `+5d`, `+3h` in ms. */
function durationOf(words: string): number {
  const [, count, unit = ''] = /^\+(\d+)([dhm])$/.exec(words) ?? [];
  const ms = units[unit];
  if (count === undefined || ms === undefined) throw new Error(`No time to wait: ${words}`);
  return Number(count) * ms;
}

/** What the other parties do: `D1000000100 accepts`, `... refuses: words`, `... offers 900`. */
async function act(chat: Chat, who: string, words: string): Promise<void> {
  const [disputeId = '', did = ''] = words.split(' ');
  const said = words.includes(': ') ? words.slice(words.indexOf(': ') + 2) : 'No reason given.';
  const deed = deeds[`${who} ${did.replace(':', '')}`];
  if (!deed) throw new Error(`Nobody knows what this is: ${who}: ${words}`);
  const done = await chat.meanwhile((ctx) => deed(ctx, disputeId, said));
  if (!done.ok)
    throw new Error(`Refused: ${JSON.stringify(done.refusals.map(({ code }) => code))}`);
}

type Deed = (
  ctx: Context,
  disputeId: string,
  words: string,
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
  'seller offers': (ctx, disputeId, message) =>
    playSeller(ctx, { disputeId, move: 'counter', message }),
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
  'team grants': (ctx, disputeId, explanation) =>
    playCaseManager(ctx, { disputeId, command: { type: 'rule', outcome: 'full', explanation } }),
  'team upholds': (ctx, disputeId, explanation) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'decide_appeal', decision: 'upheld', explanation },
    }),
  'team asks': (ctx, disputeId, what) =>
    playCaseManager(ctx, {
      disputeId,
      command: { type: 'request_evidence', party: 'buyer', what },
    }),
  'bank charges': async (ctx, disputeId) => {
    const dispute = await ctx.store.disputes.find(ctx.tx, ctx.principal, disputeId);
    return recordChargeback(ctx, { orderId: '', itemId: '', ...dispute });
  },
  'bank pays': (ctx, disputeId) => playPayments(ctx, { disputeId, result: 'completed' }),
  'bank fails': (ctx, disputeId) => playPayments(ctx, { disputeId, result: 'failed' }),
};

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
    case 'notices':
      chat.hasNotices = words === 'on';
      return;
    case 'clock':
      chat.said = [];
      await chat.wait(durationOf(words));
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
