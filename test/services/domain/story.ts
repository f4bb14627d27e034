import { apply } from '../../../services/domain/apply.ts';
import type { Case, Command, Effect } from '../../../services/domain/command.ts';
import { nextDue } from '../../../services/domain/deadlines.ts';
import { decide } from '../../../services/domain/decide.ts';
import type { Actor, Dispute, Role } from '../../../services/domain/dispute.ts';
import { effectsOf } from '../../../services/domain/effects.ts';
import type { DisputeEvent } from '../../../services/domain/event.ts';
import type { ItemMoney, Order } from '../../../services/domain/order.ts';
import type { RefusalCode } from '../../../services/domain/refusal.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { anItemMoney, anOrder, noon, openCommand } from '../../support/fixtures.ts';

export const rules = createRulebook({ policyZone: 'UTC', holidays: [] });

export const roles: readonly Role[] = [
  'buyer',
  'seller',
  'case_manager',
  'agent',
  'clock',
  'payments',
];

const ids: Readonly<Record<Role, string>> = {
  buyer: 'b-1',
  seller: 's-1',
  case_manager: 'cm-1',
  agent: 'a-1',
  clock: 'clock',
  payments: 'payments',
};

export const actor = (role: Role): Actor => ({ role, id: ids[role] });

/** What has happened so far, as the services would have stored it. Never changed: each step gives a new one. */
export interface Story {
  readonly case_: Case;
  readonly now: Instant;
  readonly rules: typeof rules;
  readonly events: readonly DisputeEvent[];
  readonly effects: readonly Effect[];
}

/** Shipped, and complete since two days: an item may be disputed. */
export const unopened = (order: Partial<Order> = {}, itsRules = rules): Story => ({
  case_: { order: anOrder(order), itemId: 'i-1', money: anItemMoney() },
  now: noon,
  rules: itsRules,
  events: [],
  effects: [],
});

export const openForm = (form: Partial<ReturnType<typeof openCommand>['form']> = {}): Command => ({
  ...openCommand(),
  form: { ...openCommand().form, ...form },
});

/** Opened at `noon`: a full refund without return. */
export const opened = (order: Partial<Order> = {}, itsRules = rules): Story =>
  play(unopened(order, itsRules), 'buyer', openCommand());

export const openedForReturn = (order: Partial<Order> = {}): Story =>
  play(unopened(order), 'buyer', openForm({ remedy: 'return_and_refund' }));

/** The next step, at the story's instant or at `now`; throws with the codes if it is refused. */
export const play = (story: Story, role: Role, command: Command, now = story.now): Story => {
  const decided = decide(story.case_, command, actor(role), now, story.rules);
  if (!decided.ok)
    throw new Error(`${command.type}: ${decided.refusals.map(({ code }) => code).join(', ')}`);
  return decided.value.reduce(happened, { ...story, now });
};

const happened = (story: Story, event: DisputeEvent): Story => {
  const dispute = apply(story.case_.dispute, event);
  const effects = effectsOf(story.case_, dispute, event, story.rules);
  return {
    ...story,
    case_: { ...story.case_, dispute, money: moneyAfter(story.case_.money, dispute, effects) },
    events: [...story.events, event],
    effects: [...story.effects, ...effects],
  };
};

const moneyAfter = (money: ItemMoney, dispute: Dispute, effects: readonly Effect[]): ItemMoney => ({
  ...money,
  instructed: money.instructed + amountOf('refund_instruction', effects),
  released: money.released + amountOf('payment_release', effects),
  completed: refundsIn(dispute, 'completed'),
  failed: refundsIn(dispute, 'failed'),
});

const refundsIn = ({ refunds }: Dispute, state: string): bigint =>
  refunds.filter((refund) => refund.state === state).reduce((sum, r) => sum + r.amount, 0n);

export const amountOf = (
  type: 'refund_instruction' | 'payment_release',
  effects: readonly Effect[],
): bigint =>
  effects.reduce((sum, effect) => (effect.type === type ? sum + effect.amount : sum), 0n);

/** The codes of the refusal, in order; empty if the command is accepted. */
export const codes = (
  story: Story,
  role: Role,
  command: Command,
  now = story.now,
): readonly RefusalCode[] => refusals(story, role, command, now).map(({ code }) => code);

export const refusals = (story: Story, role: Role, command: Command, now = story.now) => {
  const decided = decide(story.case_, command, actor(role), now, story.rules);
  return decided.ok ? [] : decided.refusals;
};

/** The dispute of a story that has one. */
export const disputeOf = ({ case_: { dispute } }: Story): Dispute => {
  if (!dispute) throw new Error('Nothing is opened in this story.');
  return dispute;
};

/** The clock does what is due up to `now`, each event as late as the sweep comes. */
export const swept = (story: Story, now: Instant): Story => {
  const due = nextDue(disputeOf(story), story.rules);
  if (!due || due.at > now) return { ...story, now };
  return swept(play(story, 'clock', { type: due.fires }, now), now);
};

export const webhooksOf = (effects: readonly Effect[]): readonly string[] =>
  effects.flatMap((effect) => (effect.type === 'webhook' ? [effect.event] : []));
