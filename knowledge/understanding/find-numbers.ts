import { groupFrom, isDigits, isLetters, type Token, tokensOf } from './scan.ts';

/** Something in the text that stands for one thing, with its place. */
export interface FoundEntity {
  readonly type:
    | 'order_id'
    | 'dispute_id'
    | 'tracking_number'
    | 'amount'
    | 'percent'
    | 'date'
    | 'duration';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Order, dispute, tracking numbers without spaces, upper case; amounts as a decimal; times in ISO 8601. */
  readonly value: string;
  readonly currency?: string;
  /** Of a date, likeliest first; `value` is the first. */
  readonly readings?: readonly string[];
}

const ORDER_DIGITS = 16;
const disputeWords = new Set(['dispute', 'case', 'claim', 'd', 'no', 'nr', 'number', 'id']);
const trackingWords = new Set(['tracking', 'track', 'parcel', 'waybill', 'shipment', 'package']);

/**
 * Numbers of orders, disputes and parcels. Every place is looked at once, with a look ahead of a fixed length,
 * so the time is linear in the text.
 */
export function findNumbers(text: string): readonly FoundEntity[] {
  const tokens = tokensOf(text);
  const found: FoundEntity[] = [];
  for (let i = 0; i < tokens.length; ) {
    const run = readAt(tokens, i, text);
    if (run) found.push(run.entity);
    i += run?.length ?? 1;
  }
  return found;
}

interface Run {
  readonly entity: FoundEntity;
  /** Tokens that it took. */
  readonly length: number;
}

function readAt(tokens: readonly Token[], at: number, text: string): Run | undefined {
  const group = groupFrom(tokens, at, text);
  return (
    orderIn(group, text) ??
    s10In(group, text) ??
    disputeIn(group, tokens[at - 1], tokens[at - 2], text) ??
    trackingIn(group, tokens.slice(Math.max(0, at - 4), at), text)
  );
}

/** 16 digits, in groups or not. */
function orderIn(group: readonly Token[], text: string): Run | undefined {
  const length = digitsUpTo(group, ORDER_DIGITS);
  return length === 0 ? undefined : runOf('order_id', group.slice(0, length), text);
}

/** How many tokens make exactly `count` digits; 0 if none do. */
function digitsUpTo(group: readonly Token[], count: number): number {
  let digits = 0;
  for (const [n, token] of group.entries()) {
    if (!isDigits(token.text)) return 0;
    digits += token.text.length;
    if (digits === count) return n + 1;
    if (digits > count) return 0;
  }
  return 0;
}

/** Two letters, nine digits, two letters, in groups or not. */
function s10In(group: readonly Token[], text: string): Run | undefined {
  const [first, ...rest] = group;
  if (!first) return undefined;
  if (/^[A-Za-z]{2}\d{9}[A-Za-z]{2}$/.test(first.text))
    return runOf('tracking_number', [first], text);
  if (first.text.length !== 2 || !isLetters(first.text)) return undefined;
  const digits = digitsUpTo(rest, 9);
  const country = rest[digits];
  if (digits === 0 || !country || !/^[A-Za-z]{2}$/.test(country.text)) return undefined;
  return runOf('tracking_number', group.slice(0, digits + 2), text);
}

function disputeIn(
  group: readonly Token[],
  before: Token | undefined,
  beforeThat: Token | undefined,
  text: string,
): Run | undefined {
  const [first] = group;
  if (!first) return undefined;
  if (/^[dD]\d{8,12}$/.test(first.text)) return runOf('dispute_id', [first], text);
  const named = [before, beforeThat].some((t) => t && disputeWords.has(t.text.toLowerCase()));
  const bare = /^[1-9]\d{10}$/.test(first.text) || (/^\d{8,12}$/.test(first.text) && named);
  if (!bare) return undefined;
  const run = runOf('dispute_id', [first], text);
  return { ...run, entity: { ...run.entity, value: `D${run.entity.value}` } };
}

/** Letters with at least eight digits, or a long number that is called a tracking number. */
function trackingIn(
  group: readonly Token[],
  before: readonly Token[],
  text: string,
): Run | undefined {
  const [first] = group;
  if (!first || first.text.length < 10 || first.text.length > 30) return undefined;
  if (!/^[A-Za-z0-9]+$/.test(first.text)) return undefined;
  const digits = first.text.replace(/[A-Za-z]/g, '').length;
  if (digits < 8) return undefined;
  const named = before.some((token) => trackingWords.has(token.text.toLowerCase()));
  const numeric = digits === first.text.length;
  if (numeric && !named && digits < 20) return undefined;
  return runOf('tracking_number', [first], text);
}

function runOf(type: FoundEntity['type'], tokens: readonly Token[], text: string): Run {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? start;
  const value = tokens.map((token) => token.text.toUpperCase()).join('');
  return {
    entity: { type, text: text.slice(start, end), start, end, value },
    length: tokens.length,
  };
}
