import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { EvidenceFiles, Images } from '../../services/evidence-port.ts';
import type { PersonalData } from '../../services/personal-data-port.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import type { Credentials } from '../../services/staff-port.ts';
import type { Config } from '../config.ts';
import type { TurnEngine } from '../turn-engine.ts';

/** The product over the configured database, without a listening server. */
export interface Parts {
  readonly store: Store;
  readonly rulebooks: Rulebooks;
  readonly ids: Ids;
  readonly clock: Clock;
  /** Real time, also in a demo whose clock was moved. */
  readonly wallClock: Clock;
  readonly credentials: Credentials;
  /** In demo mode alone. */
  readonly demoClock: { advance(ms: number): Promise<Instant> } | undefined;
  readonly knowledge: Knowledge;
  readonly engine: TurnEngine;
  readonly files: EvidenceFiles;
}

/** What index.ts gives: the store and the gateways, which the edge may not import. */
export interface Tools {
  readonly config: Config;
  /** Absolute; undefined for PostgreSQL and a database in memory. */
  readonly sqliteFile: string | undefined;
  /** The configured database, or the one named. */
  openStore(url?: string): Promise<Store>;
  migrateUp(store: Store): Promise<void>;
  migrationsPending(store: Store): Promise<readonly string[]>;
  /** In a demo it also seeds an empty database, as a start does. */
  assemble(store: Store): Promise<Parts>;
  readonly personalData: PersonalData;
  /** After an erasure: nothing of it is left in what the database has freed. */
  rewriteFreed(store: Store): Promise<void>;
  createImages(): Images & { close(): Promise<void> };
  /** A square PNG, `size` in pixels. */
  drawIcon(svg: string, size: number): Promise<Uint8Array>;
}

/** Where the words go and come from. */
export interface Terminal {
  /** A line, or several, for whoever asked. */
  say(text: string): void;
  complain(text: string): void;
  /** What was typed; undefined where nobody can be asked. */
  ask(question: string): Promise<string | undefined>;
}

export interface World extends Tools, Terminal {
  /** The database, whatever its schema. Opened once, closed at the end. */
  store(): Promise<Store>;
  /** Everything, on a database that is up to date. Throws `Failure` with the way out. */
  open(): Promise<Parts>;
}

/** Words and options of one call: `say "hello" --as emma` is `{words: ['hello'], options: {as: 'emma'}}`. */
export interface Call {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | true>>;
}

export interface Command {
  /** `dispute show ID`: the words in small letters are typed as they stand. */
  readonly usage: string;
  readonly does: string;
  readonly words: { readonly min: number; readonly max: number };
  /** Options with a value, and those that are just there. */
  readonly options?: Readonly<Record<string, 'value' | 'flag'>>;
  run(call: Call, world: World): Promise<void>;
}

/** It can't be done. What to do instead is part of it. */
export class Failure extends Error {
  readonly fix: string | undefined;

  constructor(problem: string, fix?: string) {
    super(problem);
    this.fix = fix;
  }
}

/** The call itself is wrong. */
export class Misuse extends Failure {}
