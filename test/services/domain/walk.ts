import type { Command } from '../../../services/domain/command.ts';
import { nextDue } from '../../../services/domain/deadlines.ts';
import { decide } from '../../../services/domain/decide.ts';
import type { Role } from '../../../services/domain/dispute.ts';
import { transitions } from '../../../services/domain/transitions.ts';
import { hoursAfter } from '../../support/fixtures.ts';
import { counter, decideAppeal, rule, wellFormed } from './positions.ts';
import { actor, disputeOf, play, type Story } from './story.ts';

/** All that was met: how many positions at each depth, and each step as `command: from -> to`. */
export interface Walked {
  readonly counts: number[];
  readonly steps: Set<string>;
}

/** Plays every command that is accepted, by the first role that may, an hour later each; then the clock's turn. */
export const walk = (story: Story, depth: number, walked: Walked, level = 0): void => {
  if (level === depth) return;
  for (const [role, command, now] of moves(story)) {
    if (!decide(story.case_, command, actor(role), now, story.rules).ok) continue;
    const next = play(story, role, command, now);
    const from = disputeOf(story).phase.state;
    const to = disputeOf(next).phase.state;
    walked.steps.add(`${command.type}: ${from} -> ${to}`);
    walked.counts[level] = (walked.counts[level] ?? 0) + 1;
    if (command.type !== 'open') walk(next, depth, walked, level + 1);
  }
};

type Move = readonly [Role, Command, Story['now']];

const moves = (story: Story): readonly Move[] => {
  const later = hoursAfter(story.now, 1);
  const due = nextDue(disputeOf(story), story.rules);
  const clock: readonly Move[] = due ? [['clock', { type: due.fires }, due.at]] : [];
  const people = [...wellFormed(story), ...variants].map(
    (command): Move => [transitions[command.type].by[0] ?? 'buyer', command, later],
  );
  return [...people, ...clock];
};

/** Forms that lead elsewhere than the plain ones do. */
const variants: readonly Command[] = [
  counter({ remedy: 'return_and_refund' }),
  counter({ remedy: 'none', amount: 0n }),
  { type: 'rule', outcome: 'rejected', explanation: 'Nothing is wrong with it.' },
  rule({ remedy: 'return_and_refund' }),
  decideAppeal(),
];
