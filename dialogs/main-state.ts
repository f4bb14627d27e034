import type { JsonObject } from '../services/ports.ts';
import type { Frame } from './kit/flow.ts';

/** What the main dialog keeps of a conversation. Business truth is in the store, never here. */
export type MainState = {
  greeted: boolean;
  /** The SDK's dialog stack with the open flow. */
  dialogs: JsonObject | undefined;
  /** An unfinished form that was put by. */
  kept: Frame | undefined;
  /** Misunderstood texts in a row outside of any flow. */
  misses: number;
  /** Goes round the wordings, so that no repair sounds like the one before. */
  wording: number;
  /** Instant of the last turn, in ms. */
  lastAt: number | undefined;
};

/** A state of an unknown shape counts as none: the conversation goes on, only its open question is lost. */
export function readState(stored: JsonObject): MainState {
  const { greeted, dialogs, kept, misses, wording, lastAt } = stored;
  return {
    greeted: greeted === true,
    dialogs: isObject(dialogs) ? dialogs : undefined,
    kept: isFrame(kept) ? kept : undefined,
    misses: typeof misses === 'number' ? misses : 0,
    wording: typeof wording === 'number' ? wording : 0,
    lastAt: typeof lastAt === 'number' ? lastAt : undefined,
  };
}

export function writeState(state: MainState): JsonObject {
  const { greeted, dialogs, kept, misses, wording, lastAt } = state;
  const written = { greeted, dialogs: dialogs ?? null, kept: kept ?? null, misses, wording };
  return asJson({ ...written, lastAt: lastAt ?? null });
}

/** Through JSON, so that what runs on is what would be read back. */
const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value));

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFrame = (value: unknown): value is Frame =>
  isObject(value) &&
  typeof value.flow === 'string' &&
  typeof value.step === 'string' &&
  isObject(value.draft) &&
  Array.isArray(value.trail);
