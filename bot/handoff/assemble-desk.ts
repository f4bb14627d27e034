import type { Logger } from 'pino';
import { raiseAlarm } from '../../services/handoff/raise-alarm.ts';
import { sweepDesk } from '../../services/handoff/sweep-desk.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import { auditDeed } from '../../services/staff/audit.ts';
import { staffDirectory } from '../../services/staff/staff-directory.ts';
import type { Sender } from '../outbox.ts';
import type { Job } from '../scheduler.ts';
import type { TurnDeps } from '../turn-deps.ts';
import type { TurnEngine } from '../turn-engine.ts';
import { createDesk, type Desk } from './desk.ts';
import { carryDeskNews } from './live.ts';
import { createVoice } from './voice.ts';

export interface DeskParts {
  readonly desk: Desk;
  /** What the clock does at the desk. */
  readonly job: Job;
  /** Takes the outbox's alarms: money is stuck, and a person has to look. */
  readonly alarm: Sender;
  stop(): void;
}

/** The agents' desk behind its screens: how staff act, how buyers hear of it, what happens by itself. */
export function assembleDesk(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly rulebooks: Rulebooks;
  readonly knowledge: TurnDeps['knowledge'];
  readonly actionKey: string;
  readonly baseUrl: () => string;
  readonly pulledChannels: ReadonlySet<string>;
  readonly engine: TurnEngine;
}): DeskParts {
  const { store, clock, ids, log, rulebooks, engine } = deps;
  return {
    desk: createDesk({
      ...{ store, clock, ids, rulebooks },
      voice: createVoice(deps),
      staff: staffDirectory(store),
      audit: ({ tx, now, principal }, deed) =>
        auditDeed(tx, store, { at: now, by: principal, deed }),
    }),
    job: { name: 'desk', run: () => sweepOnce(deps) },
    alarm: async ({ body }) => {
      // Other alerts are for the file alone: they wake nobody.
      if (body.why !== 'refund_failed') return;
      const now = clock.now();
      const principal = { kind: 'system' } as const;
      const disputeId = String(body.disputeId);
      await store.run((tx) =>
        raiseAlarm({ tx, store, principal, now, rulebooks, ids }, disputeId, 'refund_failed'),
      );
    },
    stop: carryDeskNews({ store, log, engine }),
  };
}

async function sweepOnce(deps: Parameters<typeof assembleDesk>[0]): Promise<void> {
  const { store, rulebooks, ids, clock, engine, log } = deps;
  const { conversationIds, faults } = await sweepDesk(store, rulebooks, ids, clock);
  for (const id of conversationIds) engine.worker.wake(id);
  for (const { id, cause } of faults) log.error({ err: cause, id }, 'a case was not looked at');
}
