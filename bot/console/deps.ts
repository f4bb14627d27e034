import type { Logger } from 'pino';
import type { Request } from 'restify';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { UploadDeps } from '../../services/evidence/receive-upload.ts';
import type { EvidenceFiles } from '../../services/evidence-port.ts';
import type { Rulebooks, Store } from '../../services/ports.ts';
import type { StaffDeps } from '../../services/staff/staff-context.ts';
import type { IntegrationKey } from '../config-marketplace.ts';
import type { Desk } from '../handoff/desk.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { Assets } from '../web/assets.ts';
import type { Oidc } from './oidc.ts';

/** What the shell and the screens work with. */
export interface ConsoleDeps {
  readonly staff: StaffDeps;
  readonly store: Store;
  /** `desk.run(visit.principal, (ctx) => useCase(ctx, ...))`. */
  readonly desk: Desk;
  readonly knowledge: Knowledge;
  readonly files: EvidenceFiles;
  /** What an agent sends is inspected as a buyer's file is. */
  readonly uploads: UploadDeps;
  readonly rulebooks: Rulebooks;
  readonly log: Logger;
  readonly assets: Pick<Assets, 'url'>;
  /** Where browsers reach us. */
  readonly baseUrl: () => string;
  /** One of `deriveKey`'s. */
  readonly csrfKey: string;
  readonly oidcKey: string;
  readonly addressOf: (req: Request) => string;
  /** By address: a sign-in costs half a second of a core. */
  readonly signInLimit: RateLimiter;
  /** By person, for the same reason. */
  readonly passwordLimit: RateLimiter;
  /** One press, as a demo's agent: where nobody else reaches us. */
  readonly demo: boolean;
  readonly oidc: Oidc | undefined;
  /** Of the marketplace's API; their secrets are shown nowhere. */
  readonly integrationKeys: readonly Pick<IntegrationKey, 'id' | 'scopes'>[];
  /** How often an open stream asks whether its session is good still, and says that it is there, in ms. */
  readonly recheckMs: number;
}
