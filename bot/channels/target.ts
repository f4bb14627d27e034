import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Capabilities } from './capabilities.ts';

/** For whom a message is drawn. */
export interface Target {
  readonly capabilities: Capabilities;
  readonly knowledge: Pick<Knowledge, 'say' | 'has' | 'article'>;
  readonly listener: Listener;
  /** The prompt that this message opens; a message without one shows its choices unpressable. */
  readonly promptId?: string;
  /** The action that a button of this prompt carries. */
  sign(choiceId: string): string;
  /** Where our own pages are, without a slash at its end. */
  readonly baseUrl: string;
  /** An unguessable, expiring address of a served picture. Without it only our own Direct Line shows pictures. */
  signImage?(id: string): string;
  /** A one-time page for files, for a channel that takes none. */
  uploadLink?(): string | undefined;
}
