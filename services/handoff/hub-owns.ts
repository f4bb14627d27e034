import type { Handoff } from '../handoff-port.ts';
import type { Staff } from './desk-context.ts';
import { isLive } from './states.ts';

/** The external hub as a colleague at the desk: whatever it does goes through the agents' own use cases. */
export const hubAgent: Staff = { kind: 'staff', id: 'hub', role: 'agent' };

/** The hub may take it, and has not yet: the bot still helps, our own agents leave it alone. */
export const isOffered = ({ state, offeredAt }: Pick<Handoff, 'state' | 'offeredAt'>): boolean =>
  state === 'waiting' && offeredAt !== undefined;

export const isWithHub = (handoff: Pick<Handoff, 'state' | 'offeredAt' | 'agentId'>): boolean =>
  isOffered(handoff) || (isLive(handoff) && handoff.agentId === hubAgent.id);
