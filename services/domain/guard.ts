import * as closing from './closing-guards.ts';
import type { LiveCommand, LiveCommandType, OpenForm } from './command.ts';
import { ownershipRefusals, roleRefusals, stateRefusals, timeRefusals } from './common-guards.ts';
import type { Dispute } from './dispute.ts';
import * as evidence from './evidence-guards.ts';
import * as mediation from './mediation-guards.ts';
import * as negotiation from './negotiation-guards.ts';
import { formRefusals, openingRefusals } from './opening-guards.ts';
import * as refund from './refund-guards.ts';
import type { Refusal } from './refusal.ts';
import * as returning from './return-guards.ts';
import type { Guards, LiveSituation, Situation } from './situation.ts';
import { laterOf } from './time.ts';

/** What guards a command beyond role, state and deadline; nothing more for most of the clock's. */
const guards: { readonly [T in LiveCommandType]: Guards<T> } = {
  accept: negotiation.accept,
  seller_timeout: {},
  refuse: negotiation.refuse,
  counter: negotiation.counter,
  propose: negotiation.propose,
  accept_offer: negotiation.acceptOffer,
  escalate: {},
  request_evidence: mediation.requestEvidence,
  evidence_deadline: {},
  rule: mediation.rule,
  ship_back: returning.shipBack,
  return_delivered: returning.returnDelivered,
  return_lapses: {},
  confirm_receipt: {},
  contest_return: returning.contestReturn,
  receipt_timeout: {},
  refund_completed: refund.completed,
  refund_failed: refund.failed,
  cancel: closing.cancel,
  appeal: closing.appeal,
  decide_appeal: mediation.decideAppeal,
  survey: closing.survey,
  add_evidence: evidence.addEvidence,
  remove_evidence: evidence.removeEvidence,
  chargeback: refund.chargeback,
};

/** Why nobody can open a dispute here, before a form is filled in. */
export const openStanding = (situation: Situation): readonly Refusal[] => {
  const strange = ownershipRefusals(situation);
  if (strange.length > 0) return strange;
  return [...roleRefusals(situation, 'open'), ...openingRefusals(situation)];
};

/** Everything that stands against an opening: all failed guards, not the first. */
export const openRefusals = (situation: Situation, form: OpenForm): readonly Refusal[] =>
  withForm(openStanding(situation), () => formRefusals(situation, form));

/** What stands against a command before anybody has filled in its form: what is not here is offered. */
export const liveStanding = (live: LiveSituation, type: LiveCommandType): readonly Refusal[] => {
  const strange = ownershipRefusals(live);
  if (strange.length > 0) return strange;
  const role = roleRefusals(live, type);
  const misplaced = stateRefusals(live, type);
  if (misplaced.length > 0) return [...role, ...misplaced];
  return [...role, ...timeRefusals(live, type), ...(guards[type].standing?.(live) ?? [])];
};

/** Everything that stands against a command on a dispute. */
export const liveRefusals = (live: LiveSituation, command: LiveCommand): readonly Refusal[] => {
  // The table gives each type its own guards, which the compiler can't follow over a union.
  const { form } = guards[command.type] as Guards<LiveCommandType>;
  return withForm(liveStanding(live, command.type), () => form?.(live, command) ?? []);
};

/** A clock that runs backwards un-expires nothing: it is never before the last event (I17). */
export const liveOf = (situation: Situation, dispute: Dispute): LiveSituation => ({
  ...situation,
  dispute,
  now: laterOf(situation.now, dispute.lastEventAt),
});

/** To strangers nothing is said about the form; what was known without it is said once. */
const withForm = (
  standing: readonly Refusal[],
  form: () => readonly Refusal[],
): readonly Refusal[] => {
  if (standing.some(({ code }) => code === 'not_found')) return standing;
  return [
    ...standing,
    ...form().filter(({ code }) => !standing.some((known) => known.code === code)),
  ];
};
