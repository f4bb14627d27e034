import { type ComparedItem, compareRemedies } from '../../services/disputes/compare-remedies.ts';
import type { Remedy } from '../../services/domain/dispute.ts';
import type { RemedyOutlook } from '../../services/domain/remedy-comparison.ts';
import type { Message } from '../kit/message.ts';
import type { Scene } from '../kit/scene.ts';
import { day, fact, money, phrase, quote } from '../kit/values.ts';
import type { OpenDraft } from './draft.ts';

/** For the item of the form; undefined as long as it is not known, and if it can't be disputed any more. */
export async function comparedItem(
  { orderId, itemId, reason = 'not_as_described' }: OpenDraft,
  scene: Scene,
): Promise<ComparedItem | undefined> {
  if (!orderId || !itemId) return undefined;
  const compared = await compareRemedies(scene.ctx, { orderId, itemId, reason });
  return compared.ok ? compared.value : undefined;
}

/** What each remedy asks of the buyer, without any order. */
export const remediesExplained = [
  phrase('compare.refund_only'),
  phrase('compare.return_and_refund'),
] as const;

/** Both remedies side by side for one item: duties in words, days as facts. Without the days that nobody knows. */
export function comparisonMessage({ itemView, comparison }: ComparedItem): Message {
  const { item, money: sums } = itemView;
  const { currency } = item.paid;
  const amount = money(sums.paid - sums.instructed - sums.released, currency);
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: hasReturn(comparison.outlooks) ? remediesExplained : [phrase('compare.only_refund')],
    facts: [
      fact('compare.asks', phrase('compare.up_to', { amount })),
      ...comparison.outlooks.map(outlookFact),
    ],
    source: 'not-as-described',
  };
}

/** What the days of the comparison mean, and what has none. */
export const comparisonNotes = ({ comparison: { outlooks, escalatesAt } }: ComparedItem) => [
  phrase('compare.days', hasReturn(outlooks) ? { returns: 'yes' } : {}),
  phrase('compare.no_date', { escalates: day(escalatesAt) }),
];

const hasReturn = (outlooks: readonly RemedyOutlook[]): boolean =>
  outlooks.some(({ remedy }) => remedy === 'return_and_refund');

const outlookFact = ({ remedy, earliest, latest }: RemedyOutlook) =>
  fact(
    `reason.remedy.${remedy}`,
    phrase(windowOf[remedy], { from: day(earliest), by: day(latest) }),
  );

const windowOf: Readonly<Record<Remedy, string>> = {
  refund_only: 'compare.money',
  return_and_refund: 'compare.money_after_return',
};
