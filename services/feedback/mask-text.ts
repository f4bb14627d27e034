/** Characters that are looked at; the rest of a story is not needed to see what was meant. */
const LOOKED = 1_000;
/** Characters that are kept. */
const KEPT = 300;

const DATE = /^\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{1,4}$/u;

/** What is found in this order; each is bounded, so that the time is linear in the text. */
const kinds: readonly (readonly [pattern: RegExp, mask: (found: string) => string])[] = [
  [/[^\s@<>()]{1,64}@[^\s@<>()]{1,200}/gu, () => '[email]'],
  [/(?:https?:\/\/|www\.)\S{1,500}/giu, () => '[link]'],
  [/\b[a-z]{2}[ -]?(?:\p{Nd}[ -]?){9}[a-z]{2}\b/giu, () => '[tracking number]'],
  [/\bd[ -]?\p{Nd}{8,12}\b/giu, () => '[dispute number]'],
  [/\b(?=(?:[a-z]{0,20}\p{Nd}){8})[a-z\p{Nd}]*[a-z][a-z\p{Nd}]*\b/giu, () => '[tracking number]'],
  [/\+?\p{Nd}(?:[ ().,/-]{0,3}\p{Nd}){4,40}/gu, numberMask],
];

/**
 * What may be kept of a buyer's words for editors: numbers of orders, disputes, parcels, cards and phones, addresses
 * of e-mail and pages and the words of `names` are replaced by their kind. At most 300 characters.
 */
export function maskText(text: string, names: string): string {
  const looked = text.slice(0, LOOKED).normalize('NFKC');
  // A number that the cut went through is left out whole.
  const whole = text.length > LOOKED ? looked.replace(/[\p{Nd} ().,/-]*\S*$/u, '') : looked;
  const numbers = kinds.reduce((said, [pattern, mask]) => said.replace(pattern, mask), whole);
  const said = withoutNames(numbers, names).replace(/\s+/g, ' ').trim();
  return [...said].slice(0, KEPT).join('');
}

const ORDER_DIGITS = 16;
const PHONE_DIGITS = 7;

function numberMask(found: string): string {
  const digits = found.replace(/\P{Nd}/gu, '');
  if (DATE.test(found) || isAmount(found)) return found;
  if (isCard(digits)) return '[card number]';
  if (digits.length === ORDER_DIGITS) return '[order number]';
  const isSpaced = found.startsWith('+') || digits.length < found.length;
  return isSpaced && digits.length >= PHONE_DIGITS ? '[phone number]' : '[number]';
}

/** "1,234.50": with groups of three and hundredths, and nothing that long is a phone's. */
const isAmount = (found: string): boolean =>
  /^\p{Nd}{1,3}(?:[.,]?\p{Nd}{3}){0,2}[.,]\p{Nd}{2}$/u.test(found);

/** 13 to 19 digits that begin as cards do, with the right check digit (Luhn). */
function isCard(digits: string): boolean {
  if (!/^[2-6][0-9]{12,18}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const value = Number(digit) * (n % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Each word of the buyer's name, wherever it stands as a word. */
function withoutNames(text: string, names: string): string {
  const words = new Set(names.toLowerCase().split(/[^\p{L}]+/u));
  return text.replace(/\p{L}{2,}/gu, (word) => (words.has(word.toLowerCase()) ? '[name]' : word));
}
