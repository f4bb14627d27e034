import { minorDigits } from '../../services/domain/money.ts';
import type { Entities } from '../knowledge.ts';
import { findAmounts } from './find-amounts.ts';
import { type FoundEntity, findNumbers } from './find-numbers.ts';
import { findTimes } from './find-times.ts';

/** Characters of a message that are looked at: the rest is a story, not a number. */
const MAX_CHARS = 2000;
/** Amounts without a currency are taken to have hundredths, as nearly all have. */
const DIGITS = 2;

/**
 * Numbers of orders, disputes, parcels, amounts, days and spans of time, in the order of the text.
 * Linear, and it never throws.
 * @param now ms, what "yesterday" counts from
 */
export function findEntities(text: string, now = 0): readonly FoundEntity[] {
  const looked = text.slice(0, MAX_CHARS);
  const found: FoundEntity[] = [];
  // Earlier kinds win a place that two kinds read.
  for (const entity of [
    ...findNumbers(looked),
    ...findAmounts(looked),
    ...findTimes(looked, now),
  ]) {
    const free = !found.some((other) => entity.start < other.end && other.start < entity.end);
    if (free) found.push(entity);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** @param now ms; days are given only if it is known */
export function entitiesOf(found: readonly FoundEntity[], now?: number): Entities {
  const of = (type: FoundEntity['type']) => found.filter((entity) => entity.type === type);
  const values = (type: FoundEntity['type']) => [...new Set(of(type).map(({ value }) => value))];
  const days = now === undefined ? [] : of('date');
  return {
    orderIds: values('order_id'),
    disputeIds: values('dispute_id'),
    trackingNumbers: values('tracking_number'),
    amounts: of('amount').map(amountOf),
    ...some('percents', values('percent').map(Number)),
    ...some('durations', values('duration')),
    ...some(
      'dates',
      days.map(({ text, readings = [] }) => ({ text, readings })),
    ),
  };
}

/** A list that is empty is not there. */
const some = <K extends string, T>(key: K, list: readonly T[]) =>
  (list.length > 0 ? { [key]: list } : {}) as { readonly [P in K]?: readonly T[] };

function amountOf({ value, currency }: FoundEntity): Entities['amounts'][number] {
  const [whole = '0', fraction = ''] = value.split('.');
  const digits = currency === undefined ? DIGITS : minorDigits(currency);
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return currency === undefined ? { minor } : { minor, currency };
}
