import type { LoadedCase } from '../../services/disputes/load-case.ts';
import type { Deadline, DeadlineRule, LiveCommandType } from '../../services/domain/command.ts';
import { deadlines } from '../../services/domain/deadlines.ts';
import type { Actor, Role } from '../../services/domain/dispute.ts';
import { liveOf, liveStanding } from '../../services/domain/guard.ts';
import { refundWindow } from '../../services/domain/refund-window.ts';
import type { Instant } from '../../services/domain/time.ts';
import { commandTypes, transitions } from '../../services/domain/transitions.ts';
import { limitOf, type RuleLine } from './rule-line.ts';
import { amountOf, type Wording } from './words.ts';

export interface AskedDispute {
  readonly loaded: LoadedCase;
  readonly now: Instant;
  readonly wording: Wording;
}

/** What each date is, whoever reads it. */
const dates: Readonly<Record<DeadlineRule, string>> = {
  sellerResponse: 'The seller answers a proposal; silence is an agreement',
  escalation:
    'Without an agreement the Case Management Team takes over, once the seller has said no',
  evidenceRequest: 'What the Case Management Team asked for arrives',
  returnShipBy: 'The buyer sends the item back; else the dispute closes without a refund',
  sellerReceiptTracked: 'The seller confirms a return that was delivered; silence gives the refund',
  sellerReceiptUntracked:
    'The seller confirms a return that nobody saw delivered; silence gives the refund',
  appealWithinDays: 'The buyer may appeal a ruling',
  surveyWithinDays: 'The buyer may fill in the survey',
};

/** Every date that a dispute can have: those that run or are over, and those that do not run. */
export const dateLines = ({ loaded, now, wording }: AskedDispute): readonly RuleLine[] => {
  const { case_, rules } = loaded;
  const set = new Map(deadlines(case_.dispute, rules).map((one) => [one.rule, one]));
  return (Object.keys(dates) as DeadlineRule[]).map((rule) => {
    const says = `${dates[rule]}: ${limitOf(rule, rules)}`;
    const deadline = set.get(rule);
    if (!deadline) return { verdict: '-', rule, says: `${says}. It does not run now.` };
    const verdict = now < deadline.at ? 'runs' : 'over';
    return { verdict, rule, says: `${says}. ${endOf(deadline, wording)}` };
  });
};

const endOf = ({ at, fires, party }: Deadline, { moment }: Wording): string =>
  `It is over for the ${party.replace('_', ' ')} at ${moment(at)}${fires ? `; then ${fires}` : ''}.`;

/** Who may do what now, one line a row of the transition table. */
export const commandLines = (asked: AskedDispute): readonly RuleLine[] =>
  commandTypes.filter((type) => type !== 'open').map((type) => commandLine(asked, type));

function commandLine({ loaded, now, wording }: AskedDispute, type: LiveCommandType): RuleLine {
  const { case_, rules } = loaded;
  const { by, from, rule } = transitions[type];
  const role = by[0] ?? 'clock';
  const live = liveOf({ case_, actor: actorOf(role, loaded), now, rules }, case_.dispute);
  const refusals = liveStanding(live, type);
  const who = `${role.replace('_', ' ')}: ${type}`;
  if (refusals.length === 0) return { verdict: 'yes', rule, says: `${who}.` };
  const { state } = case_.dispute.phase;
  const misplaced = !from.includes(state);
  const why = misplaced
    ? `Not in ${state}, only in ${from.join(', ')}.`
    : refusals.map(wording.why).join(' ');
  return { verdict: 'no', rule: refusals[0]?.rule ?? rule, says: `${who}. ${why}` };
}

function actorOf(role: Role, { case_: { order } }: LoadedCase): Actor {
  if (role === 'buyer') return { role, id: order.buyer.id };
  return { role, id: role === 'seller' ? order.seller.id : role };
}

/** Limits and sums that hold as long as the dispute is there. */
export const limitLines = ({ loaded, wording }: AskedDispute): readonly RuleLine[] => {
  const { case_, rules } = loaded;
  const { dispute, money } = case_;
  const made = dispute.proposals.filter(({ by }) => by === 'buyer').length;
  const files = dispute.evidence.filter((file) => file.removedAt === undefined).length;
  const amount = (minor: bigint) => amountOf(minor, dispute.currency);
  const left = amount(money.paid - money.instructed - money.released);
  const max = rules.rules.maxProposals.value;
  return [
    {
      verdict: made < max ? 'yes' : 'no',
      rule: 'maxProposals',
      says: `${made} of ${limitOf('maxProposals', rules)} made.`,
    },
    {
      verdict: '-',
      rule: 'evidenceMaxFiles',
      says: `${files} files of both parties; each may have ${limitOf('evidenceMaxFiles', rules)}.`,
    },
    {
      verdict: '-',
      rule: 'evidenceFiles',
      says: `Later files are ${limitOf('evidenceFiles', rules)}.`,
    },
    {
      verdict: '-',
      rule: 'maxFileBytes',
      says: `Each is smaller than ${limitOf('maxFileBytes', rules)}.`,
    },
    {
      verdict: '-',
      rule: 'refundCeiling',
      says: `Of ${amount(money.paid)} paid, ${amount(money.instructed)} is instructed to the buyer and ${amount(money.released)} released to the seller; ${left} is left.`,
    },
    ...dispute.refunds.map(({ id, amount: minor, state, at }): RuleLine => {
      const { from, by } = refundWindow(at, rules);
      const says = `Refund ${id} of ${amount(minor)} is ${state}; the bank takes ${limitOf('refundClearing', rules)}: from ${wording.moment(from)} to the day of ${wording.moment(by)}.`;
      return { verdict: '-', rule: 'refundClearing', says };
    }),
    {
      verdict: '-',
      rule: 'reminders',
      says: `The buyer is reminded ${limitOf('reminders', rules)} hours before an own deadline.`,
    },
  ];
};
