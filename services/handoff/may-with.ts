import type { Handoff } from '../handoff-port.ts';
import type { Conversation } from '../ports.ts';
import type { Staff } from './desk-context.ts';
import { isOffered } from './hub-owns.ts';
import { isLive } from './states.ts';
import { supervises } from './supervises.ts';
import type { DeskVerb } from './views.ts';

const own: readonly DeskVerb[] = [
  ...(['say', 'note', 'act', 'hand_back', 'resolve'] as const),
  ...(['snooze', 'wait_for_buyer', 'release', 'assign'] as const),
];

/** What this person may do with the case now: what the use cases would accept, no more and no less. */
export const mayWith = (
  staff: Staff,
  handoff: Handoff,
  conversation: Conversation,
): readonly DeskVerb[] => {
  if (!isLive(handoff)) {
    const isFresh = handoff.state === 'resolved' && conversation.handoffId === handoff.id;
    return isFresh && handoff.endedBy === staff.id ? ['note', 'undo_resolve'] : ['note'];
  }
  if (handoff.agentId === staff.id) return own;
  if (handoff.agentId === undefined && !isOffered(handoff)) return ['claim', 'assign', 'note'];
  return supervises(staff) ? ['take_over', 'assign', 'note'] : ['note'];
};
