import type { Actor } from '../domain/dispute.ts';
import type { Principal } from '../ports.ts';

/**
 * Who the domain sees acting. Identity is the principal's alone: only the system (the marketplace's
 * API, the demo) may speak for somebody else, and then it is `spokenFor`.
 */
export const actorOf = (principal: Principal, spokenFor: Actor): Actor => {
  switch (principal.kind) {
    case 'buyer':
    case 'seller':
      return { role: principal.kind, id: principal.id };
    case 'staff':
      // An administrator gets the lesser role: only case managers may rule.
      return {
        role: principal.role === 'case_manager' ? 'case_manager' : 'agent',
        id: principal.id,
      };
    case 'system':
      return spokenFor;
    case 'visitor':
      throw new Error('A visitor has no order and no dispute, so nothing to act on.');
  }
};
