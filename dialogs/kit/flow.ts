import type { JsonObject } from '../../services/ports.ts';
import type { JsonArgs } from './message.ts';
import type { Next } from './next.ts';
import type { Reply } from './reply.ts';
import type { Scene } from './scene.ts';

/**
 * One question of a flow. `enter` asks it, or goes on where the answer is known already; it runs again
 * whenever the question is repeated, so a step that asks writes nothing in `enter`.
 */
export interface Step<Draft> {
  enter(draft: Draft, scene: Scene): Next<Draft> | Promise<Next<Draft>>;
  /** Reads the answer; a step without it only passes on. */
  take?(draft: Draft, reply: Reply, scene: Scene): Next<Draft> | Promise<Next<Draft>>;
  /** Phrase that says the question in other words with an example, for the first miss. */
  readonly hint?: string;
  /** Phrase with words that are too little or could mean two things here: it is asked again, with the buttons (R13, R14). */
  readonly unclear?: string;
  /** Phrase with words that name the act itself, "submit it": as good as the button of the first of `moves` (confirmed.ts). */
  readonly named?: string;
  /** Choices that write what can't be undone: where buyers sign in by a link, that must have been lately. */
  readonly moves?: readonly string[];
  /** Any text is an answer here, so only a clear question leads away. */
  readonly freeText?: true;
}

/** A job of the bot: a JSON draft and a table of named steps (architecture.md 4). */
export interface Flow<Draft extends JsonObject> {
  readonly name: string;
  /** Raised when a step or the draft changes its meaning: stored drafts then start anew, facts kept. */
  readonly version: number;
  /** About orders: a visitor is told how to sign in. */
  readonly needsBuyer?: true;
  /** Its draft is worth keeping when the buyer leaves. */
  readonly keeps?: true;
  /** Only finds something for the flow that it begins: `back` from there leads here. */
  readonly picks?: true;
  /** `args` are facts said or pressed before; unknown names are left out. */
  start(args: JsonArgs): Draft;
  readonly first: string;
  readonly steps: Readonly<Record<string, Step<Draft>>>;
}

/** Where a flow waits: what is stored between two turns. */
export interface Frame {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly draft: JsonObject;
  /** Questions answered on the way here, oldest first: for `back`, and to know what leaving would lose. */
  readonly trail: readonly Place[];
  /** Misunderstood replies to this question, 0..2. */
  readonly misses: number;
}

export interface Place {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly draft: JsonObject;
}
