import type { JsonObject } from '../services/ports.ts';
import { type FeedbackState, readFeedback } from './feedback-state.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Looking } from './kit/reply.ts';

/** Something else that was wished for in the same message, for after what is done first. */
export type SecondWish = {
  /** The label of the understanding, by which the wish is named to the buyer. */
  readonly label: string;
  readonly flow: string;
  readonly args: JsonArgs;
  /** A third one, behind it. */
  readonly third?: SecondWish | null;
};

export type SignInWish = {
  /** The unguessable end of the link's address, and until when it works, in ms. */
  readonly state: string;
  readonly expiresAt: number;
  /** What was asked for. */
  readonly flow: string;
  readonly args: JsonArgs;
  /** As it was written; missing for a button. */
  readonly text?: string;
  /** The question that waits for a fresh sign-in. */
  readonly frame?: Frame;
};

/** What the main dialog keeps of a conversation. Business truth is in the store, never here. */
export type MainState = {
  greeted: boolean;
  /** The SDK's dialog stack with the open flow. */
  dialogs: JsonObject | undefined;
  /** An unfinished form that was put by. */
  kept: Frame | undefined;
  second: SecondWish | undefined;
  /** What was begun last, for "no, the other one" and "what about the lamp". */
  last: { readonly flow: string; readonly args: JsonArgs } | undefined;
  /** On whose page of the shop the chat was opened. */
  looking: Looking | undefined;
  /** What the buyer said of a problem, for the form that may be begun later. */
  told: JsonArgs | undefined;
  /** Misunderstood texts in a row outside of any flow. */
  misses: number;
  /** Goes round the wordings, so that no repair sounds like the one before. */
  wording: number;
  feedback: FeedbackState;
  /** A link to sign in was sent: what goes on by itself after the code. */
  signIn: SignInWish | undefined;
  /** Instant of the last turn, in ms. */
  lastAt: number | undefined;
};

/** A state of an unknown shape counts as none: the conversation goes on, only its open question is lost. */
export function readState(stored: JsonObject): MainState {
  const { greeted, dialogs, kept, second, last, told, misses, wording, signIn, lastAt } = stored;
  return {
    greeted: greeted === true,
    dialogs: isObject(dialogs) ? dialogs : undefined,
    kept: isFrame(kept) ? kept : undefined,
    second: isWish(second) ? second : undefined,
    last: isBegun(last) ? last : undefined,
    told: isObject(told) ? (told as JsonArgs) : undefined,
    misses: typeof misses === 'number' ? misses : 0,
    wording: typeof wording === 'number' ? wording : 0,
    feedback: readFeedback(stored.feedback),
    signIn: isSignIn(signIn) ? signIn : undefined,
    looking: isLooking(stored.looking) ? stored.looking : undefined,
    lastAt: typeof lastAt === 'number' ? lastAt : undefined,
  };
}

export function writeState(state: MainState): JsonObject {
  const { dialogs, kept, second, last, told, signIn, lastAt, ...plain } = state;
  return asJson({
    ...plain,
    dialogs: dialogs ?? null,
    kept: kept ?? null,
    second: second ?? null,
    last: last ?? null,
    told: told ?? null,
    looking: state.looking ?? null,
    signIn: signIn ?? null,
    lastAt: lastAt ?? null,
  });
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

const isBegun = (value: unknown): value is { readonly flow: string; readonly args: JsonArgs } =>
  isObject(value) && typeof value.flow === 'string' && isObject(value.args);

const isLooking = (value: unknown): value is Looking =>
  isObject(value) && typeof value.orderId === 'string';

const isSignIn = (value: unknown): value is SignInWish =>
  isBegun(value) &&
  typeof Object(value).state === 'string' &&
  typeof Object(value).expiresAt === 'number';

const isWish = (value: unknown): value is SecondWish =>
  isBegun(value) && 'label' in value && typeof value.label === 'string';
