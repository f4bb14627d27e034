import type { Command, Preview } from '../../services/domain/command.ts';
import { deadlineWords, disputeStateWords, labelOf } from './desk-labels.ts';
import type { Show } from './show.ts';

/** The same command as if its text were there: what it does is told before the text is written. */
export function withText<C extends Command>(command: C): C {
  const filled = Object.entries(command).map(([name, value]) => [
    name,
    texts.has(name) && value === '' ? '-' : value,
  ]);
  return Object.fromEntries(filled) as C;
}

const texts = new Set(['explanation', 'reason', 'what']);

/** What a command would do, one line each, before it is done. */
export function previewWords(effect: Preview, currency: string, show: Show): readonly string[] {
  const money = (minor: bigint) => show.money({ minor, currency });
  const { next, refund, released, mayDisputeAgain, disputeAgainUntil, deadlines } = effect;
  const again =
    disputeAgainUntil === undefined ? '' : ` until ${show.moment(disputeAgainUntil).text}`;
  return [
    `The dispute will be: ${labelOf(disputeStateWords, next)}.`,
    refund > 0n ? `${money(refund)} goes back to the buyer.` : 'No money goes to the buyer now.',
    ...(released > 0n ? [`${money(released)} goes to the seller.`] : []),
    ...(next === 'closed'
      ? [
          mayDisputeAgain
            ? `The item can be disputed again${again}.`
            : 'The item can’t be disputed again.',
        ]
      : []),
    ...deadlines
      .filter(({ at }) => at > show.now)
      .map(
        ({ rule, at }) =>
          `${labelOf(deadlineWords, rule)}: ${show.moment(at).text} (${show.moment(at).left}).`,
      ),
  ];
}
