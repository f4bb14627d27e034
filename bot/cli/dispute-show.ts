import { findDispute } from '../../services/disputes/find-dispute.ts';
import type { Dispute } from '../../services/domain/dispute.ts';
import type { DisputeEvent } from '../../services/domain/event.ts';
import type { DisputeView } from '../../services/views.ts';
import { type Command, Failure } from './command.ts';
import { systemContext } from './system-context.ts';
import { amountOf, type Wording, wordingOf } from './words.ts';

export const disputeShow: Command = {
  usage: 'dispute show ID',
  does: 'how a dispute stands now: money, proposals, dates, and everything that happened',
  words: { min: 1, max: 1 },
  run: async ({ words: [id = ''] }, world) => {
    const parts = await world.open();
    const { view, events } = await parts.store.run(async (tx) => {
      const found = await findDispute(systemContext(parts, tx), id);
      if (!found.ok) throw noDispute(id);
      return { view: found.value, events: await parts.store.disputes.events(tx, id) };
    });
    const wording = wordingOf(parts.knowledge, parts.rulebooks.current.policyZone);
    world.say(shown(view, events, wording));
  },
};

const noDispute = (id: string): Failure =>
  new Failure(
    `There is no dispute ${id}.`,
    "A dispute's id is D and digits. With the order's number: npm run cli -- dispute explain ORDER",
  );

function shown(view: DisputeView, events: readonly DisputeEvent[], wording: Wording): string {
  const { dispute, order, item } = view;
  return [
    `Dispute ${dispute.id}: ${dispute.phase.state} (${view.label}).`,
    `Order ${order.id}, item ${item.id}: ${item.title}. Buyer ${order.buyer.name} (${dispute.buyerId}), seller ${order.seller.name} (${dispute.sellerId}).`,
    `Reason: ${dispute.reason}${dispute.subReason ? `, ${dispute.subReason}` : ''}. ${dispute.description}`,
    `Opened: ${wording.moment(dispute.openedAt)}. Rulebook ${dispute.rulebookVersion}.`,
    ...moneyLines(dispute, wording),
    ...section('Proposals', proposalLines(dispute, wording)),
    ...section('Files', fileLines(dispute)),
    ...section(
      'Dates',
      view.deadlines.map((one) => `${one.rule}, ${one.party}: ${wording.moment(one.at)}`),
    ),
    ...section(
      'The buyer may',
      view.allowed.map(({ type, until }) =>
        until === undefined ? type : `${type}, until ${wording.moment(until)}`,
      ),
    ),
    ...section(
      'Events',
      events.map((event) => eventLine(event, wording)),
    ),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];

const moneyLines = (dispute: Dispute, { moment }: Wording): readonly string[] => [
  `Paid: ${amountOf(dispute.paid, dispute.currency)}.`,
  ...(dispute.outcome
    ? [
        `Outcome ${dispute.outcome.no}: ${dispute.outcome.reason}, by ${dispute.outcome.by}, on ${moment(dispute.outcome.decidedAt)}.`,
      ]
    : []),
  ...dispute.refunds.map(
    ({ id, amount, state, at }) =>
      `Refund ${id}: ${amountOf(amount, dispute.currency)}, ${state}, on ${moment(at)}.`,
  ),
];

const proposalLines = (dispute: Dispute, { moment }: Wording): readonly string[] =>
  dispute.proposals.map(
    ({ version, by, remedy, amount, at }) =>
      `${version}. ${by}: ${remedy}, ${amountOf(amount, dispute.currency)}, on ${moment(at)}`,
  );

const fileLines = ({ evidence }: Dispute): readonly string[] =>
  evidence.map(
    ({ id, party, name, bytes, removedAt }) =>
      `${id} ${name}, ${bytes} bytes, of the ${party}${removedAt === undefined ? '' : ', removed'}`,
  );

const eventLine = ({ seq, type, actor, rule, at }: DisputeEvent, { moment }: Wording): string =>
  `${seq}. ${type} by ${actor.role} ${actor.id}, on ${moment(at)} [${rule}]`;
