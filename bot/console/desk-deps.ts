import type { Clock } from '../../services/ports.ts';
import type { ConsoleDeps } from './deps.ts';
import type { FeedHub } from './feed-hub.ts';

/** What the agents' screens work with besides the shell. */
export interface DeskScreenDeps extends ConsoleDeps {
  /** The product's time; in a demo it may have been moved. */
  readonly clock: Clock;
  readonly hub: FeedHub;
}
