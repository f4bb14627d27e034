import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { EvidenceFiles } from '../../services/evidence-port.ts';
import type { Clock } from '../../services/ports.ts';
import type { Desk } from '../handoff/desk.ts';
import type { ConsoleDeps } from './deps.ts';
import type { FeedHub } from './feed-hub.ts';

/** What the agents' screens work with besides the shell. */
export interface DeskScreenDeps extends ConsoleDeps {
  readonly desk: Desk;
  readonly knowledge: Knowledge;
  readonly files: EvidenceFiles;
  /** The product's time; in a demo it may have been moved. */
  readonly clock: Clock;
  readonly hub: FeedHub;
}
