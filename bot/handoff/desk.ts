import type {
  DeskContext,
  DeskVoice,
  Staff,
  StaffDirectory,
} from '../../services/handoff/desk-context.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';

export interface DeskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly voice: DeskVoice;
  readonly staff: StaffDirectory;
  /** Writes a deed into the audit, in the transaction of the deed itself. */
  readonly audit: (
    ctx: Omit<DeskContext, 'audit'>,
    ...deed: Parameters<DeskContext['audit']>
  ) => Promise<void>;
}

export interface Desk {
  /** Runs a use case of the desk for a member of staff, in one transaction. */
  run<T>(staff: Staff, work: (ctx: DeskContext) => Promise<T>): Promise<T>;
}

/** The one way in which the console acts: who acts comes from the session alone. */
export function createDesk(deps: DeskDeps): Desk {
  const { store, ids, rulebooks, voice, staff } = deps;
  return {
    run: (principal, work) =>
      store.run((tx) => {
        const now = deps.clock.now();
        const ctx = { tx, store, principal, now, rulebooks, ids, voice, staff };
        return work({ ...ctx, audit: (deed) => deps.audit(ctx, deed) });
      }),
  };
}
