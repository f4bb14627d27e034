import fc from 'fast-check';
import type { Command, CommandOf } from '../../../services/domain/command.ts';
import { decide } from '../../../services/domain/decide.ts';
import type { Role } from '../../../services/domain/dispute.ts';
import { transitions } from '../../../services/domain/transitions.ts';
import { aFile, hoursAfter } from '../../support/fixtures.ts';
import { positions, wellFormed } from './positions.ts';
import { actor, openForm, play, roles, type Story, swept, unopened } from './story.ts';

/** One move of a random game: which of the possible commands, by whom, after how long. */
export interface Move {
  readonly pick: number;
  readonly anybody: Role | undefined;
  readonly hours: number;
  readonly amount: bigint;
  readonly remedy: 'refund_only' | 'return_and_refund';
  readonly outcome: 'full' | 'partial' | 'rejected';
  readonly upheld: boolean;
}

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    pick: fc.nat(1000),
    // Now and then somebody who may not.
    anybody: fc.option(fc.constantFrom(...roles), { nil: undefined, freq: 6 }),
    hours: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 30 }) },
      { weight: 1, arbitrary: fc.integer({ min: -10, max: 24 * 40 }) },
    ),
    amount: fc.bigInt({ min: -1n, max: 2600n }),
    remedy: fc.constantFrom('refund_only', 'return_and_refund'),
    outcome: fc.constantFrom('full', 'partial', 'rejected'),
    upheld: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25, size: 'max' },
);

export type Sweeping = 'hourly' | 'late';

/**
 * Plays the moves; what is refused is left out. `late`: the clock acts only when
 * somebody needs it to; `hourly`: it acts on time. `watch` sees every story and the one before it.
 */
export const playRandomly = (
  all: readonly Move[],
  watch: (next: Story, last: Story, command: Command, role: Role) => void = () => {},
  sweeping: Sweeping = 'late',
): Story => {
  let story = startOf(all[0]);
  for (const move of all) story = moved(story, move, watch, sweeping);
  return story;
};

/** Half of the games begin with an opening, half somewhere in the middle, so that all states are seen often. */
const startOf = (first: Move | undefined): Story => {
  const form = openForm({ remedy: first?.remedy ?? 'refund_only', files: [aFile()] });
  const begun = play(unopened(), 'buyer', form);
  const middles = Object.values(positions);
  return (first?.upheld && middles[first.pick % middles.length]) || begun;
};

const moved = (
  last: Story,
  move: Move,
  watch: Parameters<typeof playRandomly>[1] & {},
  sweeping: Sweeping,
): Story => {
  const now = hoursAfter(last.now, move.hours);
  const story = caughtUp(last, now, sweeping);
  const possible = wellFormed(story).map((command) => shaped(command, move));
  const allowed = possible
    .filter((command) => isAllowed(story, command, now))
    // Nearly always possible and always the end: only now and then.
    .filter(({ type }) => type !== 'chargeback' || move.pick % 10 === 0);
  const choice = move.anybody ? possible : allowed;
  const command = choice[move.pick % Math.max(choice.length, 1)];
  if (!command || command.type === 'open') return { ...story, now };
  const role = move.anybody ?? ownRole(command);
  if (!decide(story.case_, command, actor(role), now, story.rules).ok) return { ...story, now };
  const next = play(story, role, command, now);
  watch(next, story, command, role);
  return next;
};

const caughtUp = (story: Story, now: Story['now'], sweeping: Sweeping): Story => {
  let swiftly = story;
  if (sweeping === 'hourly')
    for (let at = story.now; at < now; at = hoursAfter(at, 1)) swiftly = swept(swiftly, at);
  return swept(swiftly, now);
};

const isAllowed = (story: Story, command: Command, now: Story['now']): boolean =>
  decide(story.case_, command, actor(ownRole(command)), now, story.rules).ok;

const ownRole = (command: Command): Role => transitions[command.type].by[0] ?? 'buyer';

const shaped = (command: Command, { amount, remedy, outcome, upheld }: Move): Command => {
  switch (command.type) {
    case 'propose':
    case 'counter':
      return { ...command, amount, remedy };
    case 'rule':
      return ruling(command, outcome, amount, remedy);
    case 'decide_appeal':
      return upheld ? { ...command, decision: 'upheld', amount } : command;
    default:
      return command;
  }
};

const ruling = (
  { type, explanation }: CommandOf<'rule'>,
  outcome: Move['outcome'],
  amount: bigint,
  remedy: Move['remedy'],
): Command =>
  outcome === 'partial'
    ? { type, outcome, amount, remedy, explanation }
    : { type, outcome, remedy, explanation };
