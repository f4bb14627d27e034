import type { CommandType } from './command.ts';
import { deadlines, nextDue } from './deadlines.ts';
import type { Refusal } from './refusal.ts';
import { type LiveSituation, type Situation, when } from './situation.ts';
import { transitions } from './transitions.ts';

/** "Not yours" and "not there" are the same words, and nothing else is said then. */
export const ownershipRefusals = ({ case_, actor }: Situation): readonly Refusal[] => {
  const { order, itemId } = case_;
  const isTheirs =
    (actor.role !== 'buyer' || actor.id === order.buyer.id) &&
    (actor.role !== 'seller' || actor.id === order.seller.id);
  const isThere = order.items.some(({ id }) => id === itemId);
  return when(!isTheirs || !isThere, notFound);
};

export const notFound = (): Refusal => ({ code: 'not_found', rule: 'ownership', facts: {} });

export const roleRefusals = ({ actor }: Situation, type: CommandType): readonly Refusal[] => {
  const { by } = transitions[type];
  return when(!by.includes(actor.role), () => ({
    code: 'wrong_role',
    rule: by.includes('case_manager') ? 'caseManagementOnly' : 'roles',
    facts: { action: type, role: actor.role, allowed: by },
  }));
};

export const stateRefusals = (
  { dispute }: LiveSituation,
  type: CommandType,
): readonly Refusal[] => {
  const { state } = dispute.phase;
  if (transitions[type].from.includes(state)) return [];
  if (type === 'cancel') return [alreadyDecided(dispute)];
  return [{ code: 'wrong_state', rule: 'transitions', facts: { action: type, state } }];
};

export const alreadyDecided = ({ phase, outcome }: LiveSituation['dispute']): Refusal => ({
  code: 'already_decided',
  rule: 'cancelBeforeDecision',
  facts: { state: phase.state, ...(outcome && { reason: outcome.reason }) },
});

/**
 * The clock must wait for its instant and may fire only what comes next; everybody else is late as soon
 * as the clock has something to do: at the very instant itself (I14).
 */
export const timeRefusals = (live: LiveSituation, type: CommandType): readonly Refusal[] => {
  const due = nextDue(live.dispute, live.rules);
  if (isClockCommand(type)) {
    const isDue = due?.fires === type && due.at <= live.now;
    return when(!isDue, () => notDue(live, type));
  }
  if (!due || live.now < due.at) return [];
  const facts = { action: type, state: live.dispute.phase.state };
  return [{ code: 'too_late', rule: due.rule, facts, until: due.at }];
};

/** Of the clock's commands only the carrier's word follows no deadline. */
const isClockCommand = (type: CommandType): boolean =>
  transitions[type].by.includes('clock') && type !== 'return_delivered';

const notDue = ({ dispute, rules }: LiveSituation, type: CommandType): Refusal => {
  const own = deadlines(dispute, rules).find(({ fires }) => fires === type);
  return {
    code: 'not_due',
    rule: own?.rule ?? transitions[type].rule,
    facts: { action: type },
    ...(own && { from: own.at }),
  };
};
