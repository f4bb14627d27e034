import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Upload } from '../../../services/evidence-port.ts';
import type { Clock, Ids, Store } from '../../../services/ports.ts';
import type { ReceiveUpload } from '../../arrived-files.ts';
import type { RateLimiter } from '../../http/rate-limit.ts';
import type { Inbox } from '../../inbox.ts';
import type { News } from '../../outbox-news.ts';
import type { Tokens } from './tokens.ts';

/** The re-encoded copy of an upload of this conversation. */
export type ReadUpload = (
  uploadId: string,
  conversationId: string,
) => Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | undefined>;

export interface DirectLineDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly tokens: Tokens;
  readonly inbox: Inbox;
  readonly news: News;
  /** Where clients reach us, without a slash at its end; a function because a test learns its port late. */
  readonly baseUrl: () => string;
  /** Pages of other sites that may call us; our own needs no entry. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly receiveUpload: ReceiveUpload;
  /** Takes back what was received for a message that is not stored. */
  readonly discardUploads: (uploads: readonly Upload[]) => Promise<void>;
  readonly readUpload: ReadUpload;
  /** Who asks, behind the proxies that are ours. */
  readonly addressOf: (req: IncomingMessage) => string;
  /** By conversation. */
  readonly uploadLimit: RateLimiter;
  /** Bytes of files, by conversation. */
  readonly uploadQuota: RateLimiter;
  /** Activities, by conversation. */
  readonly activityLimit: RateLimiter;
  /** Between two looks, for all open sockets together, at what another process stored. */
  readonly pollMs: number;
  readonly keepAliveMs: number;
}
