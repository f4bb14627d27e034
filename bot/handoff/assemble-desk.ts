import type { Logger } from 'pino';
import type { StaffDirectory } from '../../services/handoff/desk-context.ts';
import { hubAgent } from '../../services/handoff/hub-owns.ts';
import { raiseAlarm } from '../../services/handoff/raise-alarm.ts';
import { sweepDesk } from '../../services/handoff/sweep-desk.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import { auditDeed } from '../../services/staff/audit.ts';
import { staffDirectory } from '../../services/staff/staff-directory.ts';
import { createTokens } from '../adapters/direct-line/tokens.ts';
import type { Config } from '../config.ts';
import type { HubConfig } from '../config-handoff.ts';
import type { Sender } from '../outbox.ts';
import type { Job } from '../scheduler.ts';
import type { TurnDeps } from '../turn-deps.ts';
import type { TurnEngine } from '../turn-engine.ts';
import { createDesk, type Desk, type DeskDeps } from './desk.ts';
import { createHub, type Hub } from './hub.ts';
import { createHubDoor, type HubDoor } from './hub-door.ts';
import { hubName } from './hub-name.ts';
import { carryDeskNews } from './live.ts';
import { createVoice } from './voice.ts';

export interface DeskParts {
  readonly desk: Desk;
  /** What the clock does at the desk. */
  readonly job: Job;
  /** Takes the outbox's alarms: money is stuck, and a person has to look. */
  readonly alarm: Sender;
  /** What the external hub may do. */
  readonly hub: HubDoor;
  /** Gives cases to the external hub, if there is one, from now on. */
  start(): void;
  stop(): Promise<void>;
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
  readonly wallClock: Clock;
  readonly config: Pick<Config, 'hub' | 'demo'>;
  /** Signs the addresses of pictures. */
  readonly secret: string;
}): DeskParts {
  const { store, clock, ids, log, rulebooks, engine, config } = deps;
  const parts = {
    voice: createVoice(deps),
    staff: withHubName(staffDirectory(store)),
    audit: ({ tx, now, principal }, deed) => auditDeed(tx, store, { at: now, by: principal, deed }),
  } satisfies Partial<DeskDeps>;
  const hub = config.hub && hubOf(deps, config.hub);
  const unfollow = carryDeskNews({ store, log, engine });
  let stopHub = () => Promise.resolve();
  return {
    desk: createDesk({ ...{ store, clock, ids, rulebooks }, ...parts }),
    hub: createHubDoor({ ...parts, log }),
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
    start() {
      if (hub) stopHub = hub.start();
    },
    async stop() {
      unfollow();
      await stopHub();
    },
  };
}

function hubOf(deps: Parameters<typeof assembleDesk>[0], hub: HubConfig): Hub {
  const { signFile } = createTokens(deps);
  return createHub({
    ...{ ...deps, hub, allowLoopback: deps.config.demo },
    signFile: (conversationId, uploadId) =>
      `${deps.baseUrl()}/v3/directline/attachments/${uploadId}?t=${signFile(conversationId, uploadId)}`,
  });
}

const withHubName = (staff: StaffDirectory): StaffDirectory => ({
  ...staff,
  nameOf: async (tx, id) => (id === hubAgent.id ? hubName : staff.nameOf(tx, id)),
});

async function sweepOnce(deps: Parameters<typeof assembleDesk>[0]): Promise<void> {
  const { store, rulebooks, ids, clock, engine, log } = deps;
  const { conversationIds, faults } = await sweepDesk(store, rulebooks, ids, clock);
  for (const id of conversationIds) engine.worker.wake(id);
  for (const { id, cause } of faults) log.error({ err: cause, id }, 'a case was not looked at');
}
