import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Message } from '../dialogs/kit/message.ts';
import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Scene } from '../dialogs/kit/scene.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock, Ids, JsonObject, Rulebooks, Store } from '../services/ports.ts';
import type { News } from './outbox-news.ts';
import type { TypingTimes } from './typing.ts';

/** dialogs/main.ts: what to say to what arrived. */
export type Converse = (
  incoming: Incoming,
  state: JsonObject,
  scene: Scene,
  turnContext: TurnContext,
) => Promise<{
  readonly messages: readonly Message[];
  readonly state: JsonObject;
  readonly handOff?: string;
  /** Nothing that was said or offered before may be answered any more. */
  readonly forgets?: true;
}>;

export interface TurnDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly rulebooks: Rulebooks;
  readonly knowledge: Knowledge;
  readonly news: News;
  readonly converse: Converse;
  /** Signs the buttons. */
  readonly actionKey: string;
  /** Links in messages start with it. */
  readonly baseUrl: () => string;
  /** Channels whose clients read the transcript themselves; for the others each message gets an outbox row. */
  readonly pulledChannels: ReadonlySet<string>;
  /** Called after a commit that put messages into the outbox: they need not wait for its next look. */
  readonly posted?: () => void;
  /** For tests. */
  readonly times?: TypingTimes & { readonly limitMs: number };
  /** Digests of sign-in codes are made with it; missing where buyers of other channels can't sign in (signin/). */
  readonly codeKey?: string;
}
