import { type DisputeRecord, disputeHistory } from '../services/disputes/dispute-history.ts';
import type { Outcome } from '../services/domain/dispute.ts';
import type { RefundView } from '../services/views.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice, Message, Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, money, nested, phrase, quote } from './kit/values.ts';
import { tellingWords } from './kit/words.ts';
import { person } from './menu.ts';
import { disputeBadge, termsWords } from './shown.ts';
import { outcomeText, statusChoices } from './status-message.ts';

type Draft = { readonly disputeId: string; readonly orderId: string };

/** More would not fit a small screen; the newest come first. */
const maxRows = 5;

/** Dispute History (S11): what was asked, what came of it, who decided and when the money came; the last one first. */
export const disputeHistoryFlow: Flow<Draft> = {
  name: 'dispute-history',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    disputeId: textArg(args, 'disputeId') ?? '',
    orderId: textArg(args, 'orderId') ?? '',
  }),
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const { disputeId, orderId } = draft;
  const all = await disputeHistory(scene.ctx);
  const isNamed = disputeId !== '' || orderId !== '';
  const asked = all.filter(({ view: { dispute } }) =>
    disputeId === '' ? orderId === '' || dispute.orderId === orderId : dispute.id === disputeId,
  );
  const [latest, ...others] = asked;
  // What is not over has no result yet: how it stands is the answer.
  if (!latest && isNamed) return { do: 'end', begin: { flow: 'dispute-status', args: draft } };
  if (!latest) return { do: 'end', say: [none(scene)] };
  const choices = choicesOf(latest, scene);
  const [isLast, isOnly] = [others.length > 0 && !isNamed, all.length === 1];
  const lead = isLast ? 'history.latest' : isOnly ? 'history.only' : undefined;
  const record = recordMessage(latest, lead ? [phrase(lead)] : []);
  if (others.length === 0) return { do: 'end', say: [{ ...record, choices }] };
  return { do: 'end', say: [record, { ...othersMessage(latest, others, scene), choices }] };
}

const none = (scene: Scene): Message => ({
  text: [phrase('history.none')],
  choices: [
    beginning(scene, 'common.see_dispute', 'dispute-status'),
    beginning(scene, 'common.my_orders', 'pick-order'),
  ],
  source: 'dispute-result',
});

function recordMessage(record: DisputeRecord, lead: Message['text']): Message {
  const { view, outcome, refunds } = record;
  const { dispute, item } = view;
  const asked = dispute.proposals.findLast(({ by }) => by === 'buyer');
  const appealed = dispute.phase.state === 'in_appeal' ? [phrase('status.now_in_appeal')] : [];
  const paid = refunds.map(refundWords);
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [...lead, ...outcomeText(dispute), ...appealed],
    facts: [
      fact('common.dispute', phrase('common.text', { text: dispute.id })),
      ...(asked ? [fact('history.asked', termsWords(asked, dispute))] : []),
      fact('history.by', phrase(decidedBy(outcome))),
      fact('history.decided', phrase('common.day', { day: day(outcome.decidedAt) })),
      ...(paid.length > 0 ? paid : [phrase('history.refund_none')]).map((words) =>
        fact('history.refund', words),
      ),
    ],
    source: 'dispute-result',
  };
}

const decidedBy = ({ reason, by }: Outcome): string =>
  reason === 'buyer_cancelled' ? 'history.by_you' : `history.by_${by}`;

function refundWords({ refundId, view, amount, state, instructedAt, expectedBy }: RefundView) {
  const settled = view.dispute.refunds.find(({ id }) => id === refundId)?.at ?? instructedAt;
  return phrase(`history.refund_${state}`, {
    amount: money(amount, view.dispute.currency),
    ...{ sent: day(instructedAt), by: day(expectedBy), paid: day(settled) },
  });
}

/** What may still be done about it; a refund that failed needs a person first. */
function choicesOf({ view, refunds }: DisputeRecord, scene: Scene): readonly Choice[] {
  const own = statusChoices(view, scene).filter(({ begins }) => begins?.flow !== 'dispute-history');
  const failed = refunds.some(({ state }) => state === 'failed');
  return failed ? [person(scene), ...own] : own;
}

const othersMessage = (
  { view }: DisputeRecord,
  others: readonly DisputeRecord[],
  scene: Scene,
): Message => ({
  text: [phrase('history.others', { count: others.length, title: quote(view.item.title) })],
  rows: others.slice(0, maxRows).map((record) => rowOf(record, scene)),
});

function rowOf({ view, outcome }: DisputeRecord, scene: Scene): Row {
  const { dispute, item } = view;
  const begun = beginning(scene, 'history.choose', 'dispute-history', { disputeId: dispute.id });
  const result = nested(`state.close_reason.${outcome.reason}`);
  return {
    choice: { ...begun, id: `dispute:${dispute.id}`, synonyms: tellingWords(item.title) },
    title: phrase('common.title', { title: quote(item.title) }),
    lines: [phrase('history.line', { result, decided: day(outcome.decidedAt) })],
    badge: disputeBadge(view),
  };
}
