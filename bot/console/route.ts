import type { Request, Response } from 'restify';
import type { Staff } from '../../services/handoff/desk-context.ts';
import type { StaffMember, StaffRole } from '../../services/staff-port.ts';
import type { Answer } from './answer.ts';

/** A screen, or a part of one, as data: who may see it is read from here by the gate, the navigation and a test. */
export interface ConsoleRoute {
  readonly method: 'get' | 'post';
  /** restify's: `/console/cases/:id`. */
  readonly path: `/console${string}`;
  readonly roles: readonly StaffRole[];
  /** The page asks by itself: it does not keep an idle session alive. */
  readonly quiet?: true;
  /** The form may hold a file. */
  readonly takesFile?: true;
  readonly handle: (visit: Visit) => Promise<Answer>;
}

export const everybody: readonly StaffRole[] = ['agent', 'case_manager', 'admin'];
export const managers: readonly StaffRole[] = ['case_manager', 'admin'];
export const admins: readonly StaffRole[] = ['admin'];

/** One request of somebody who is signed in and may make it. */
export interface Visit {
  readonly staff: Pick<StaffMember, 'id' | 'name' | 'role' | 'singleKeys'>;
  readonly principal: Staff;
  readonly sessionId: string;
  /** What every form and request that changes something has to bring back. */
  readonly csrf: string;
  /** The path's, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body of a POST; empty otherwise. */
  readonly form: URLSearchParams;
  /** Of a route that takes one. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
  /** Asked by htmx: it wants a fragment. */
  readonly byHtmx: boolean;
  readonly req: Request;
  readonly res: Response;
}
