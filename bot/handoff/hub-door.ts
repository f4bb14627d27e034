import type { Logger } from 'pino';
import type { DeskContext, DeskResult } from '../../services/handoff/desk-context.ts';
import { hubAgent } from '../../services/handoff/hub-owns.ts';
import {
  type HubHeard,
  type HubTold,
  hearHubStatus,
  sayFromHub,
} from '../../services/handoff/hub-status.ts';
import type { Context } from '../../services/ports.ts';
import type { DeskDeps } from './desk.ts';

/** How the external hub acts here: with the agents' own use cases, in the transaction of its request. */
export interface HubDoor {
  status(ctx: Context, told: HubTold): Promise<DeskResult<HubHeard>>;
  message(
    ctx: Context,
    told: { readonly handoffId: string; readonly text: string; readonly agent?: string },
  ): Promise<DeskResult<{ readonly seq: number }>>;
}

export function createHubDoor(
  deps: Pick<DeskDeps, 'voice' | 'staff' | 'audit'> & { readonly log: Logger },
): HubDoor {
  const { voice, staff, audit, log } = deps;
  const asHub = (ctx: Context): DeskContext => {
    const own = { ...ctx, principal: hubAgent, voice, staff };
    return { ...own, audit: (deed) => audit(own, deed) };
  };
  return {
    async status(ctx, told) {
      const heard = await hearHubStatus(asHub(ctx), told);
      const { handoffId, state } = told;
      // Nothing of this is the hub's fault to mend: a bot must not reject a handoff.status.
      if (heard.ok && !heard.value.known)
        log.warn({ handoffId, state }, 'a hub status is none that we know');
      else if (heard.ok && !heard.value.taken)
        log.info({ handoffId, state }, 'a hub status came late or twice');
      return heard;
    },
    message: (ctx, told) => sayFromHub(asHub(ctx), told),
  };
}
