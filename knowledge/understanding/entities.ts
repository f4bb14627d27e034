import { minorDigits } from '../../services/domain/money.ts';
import type { Entities } from '../knowledge.ts';
import { findAmounts } from './find-amounts.ts';
import { type FoundEntity, findNumbers } from './find-numbers.ts';

/** Characters of a message that are looked at: the rest is a story, not a number. */
const MAX_CHARS = 1000;
/** Amounts without a currency are taken to have hundredths, as nearly all have. */
const DIGITS = 2;

/** Numbers of orders, disputes, parcels and amounts, in the order of the text. Linear, and it never throws. */
export function findEntities(text: string): readonly FoundEntity[] {
  const looked = text.slice(0, MAX_CHARS);
  const numbers = findNumbers(looked);
  const free = (found: FoundEntity) =>
    !numbers.some((number) => found.start < number.end && number.start < found.end);
  return [...numbers, ...findAmounts(looked).filter(free)].sort((a, b) => a.start - b.start);
}

export function entitiesOf(found: readonly FoundEntity[]): Entities {
  const values = (type: FoundEntity['type']) => [
    ...new Set(found.filter((entity) => entity.type === type).map(({ value }) => value)),
  ];
  return {
    orderIds: values('order_id'),
    disputeIds: values('dispute_id'),
    trackingNumbers: values('tracking_number'),
    amounts: found.filter(({ type }) => type === 'amount').map(amountOf),
  };
}

function amountOf({ value, currency }: FoundEntity): Entities['amounts'][number] {
  const [whole = '0', fraction = ''] = value.split('.');
  const digits = currency === undefined ? DIGITS : minorDigits(currency);
  const minor = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return currency === undefined ? { minor } : { minor, currency };
}
