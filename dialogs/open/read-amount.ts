import { parseMoney } from '../../services/domain/money.ts';

/** What a typed text says of an amount, in minor units of the currency. Linear in the text. */
export type ReadAmount =
  | { readonly kind: 'amount'; readonly minor: bigint }
  /** More than one number, or a number that can be read in two ways. */
  | { readonly kind: 'unclear' }
  /** Below zero: nobody can ask for that. */
  | { readonly kind: 'negative' }
  | { readonly kind: 'none' };

/** "12.50", "US$ 12,50 please", "50%" of what can be refunded. */
export function readAmount(text: string, currency: string, left: bigint): ReadAmount {
  const numbers = text
    .slice(0, 400)
    .split(/[^0-9.,%]/)
    .map(trimMarks)
    .filter((part) => /\d/.test(part));
  const [only] = numbers;
  if (only === undefined) return { kind: 'none' };
  if (numbers.length > 1) return { kind: 'unclear' };
  if (isNegative(text)) return { kind: 'negative' };
  if (only.endsWith('%')) return share(only.slice(0, -1), left);
  const money = parseMoney(only, currency);
  return money ? { kind: 'amount', minor: money.minor } : { kind: 'unclear' };
}

/** A minus before the number; the hyphen of a word and the dash of a sentence are none. */
const isNegative = (text: string): boolean =>
  /(?:^|\s|\p{Sc})[-\u2010-\u2015\u2212]\s?\p{Sc}?\s?\d/u.test(text.slice(0, 400));

function share(digits: string, left: bigint): ReadAmount {
  if (!/^\d{1,3}$/.test(digits)) return { kind: 'unclear' };
  return { kind: 'amount', minor: (left * BigInt(digits)) / 100n };
}

/** A full stop after the number belongs to the sentence. */
function trimMarks(part: string): string {
  let end = part.length;
  while (end > 0 && '.,'.includes(part.charAt(end - 1))) end -= 1;
  return part.slice(0, end);
}
