/** An amount in minor units (cents) of one ISO 4217 currency. Never a float. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** ISO 4217, the currencies in use. Written down: the list of the runtime has dead ones and moves with ICU. */
const currencies = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
  CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
  GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
  LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR
  PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
  SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER
  ZAR ZMW ZWG`.split(/\s+/),
);

const withoutMinorUnit = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
);
const inThousandths = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Upper case, as ISO 4217 has it. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** Digits after the decimal point: 2 for USD, 0 for JPY. */
export const minorDigits = (currency: string): number => {
  if (withoutMinorUnit.has(currency)) return 0;
  return inThousandths.has(currency) ? 3 : 2;
};

/** Throws on a negative amount or an unknown currency: both are faults of the caller. */
export const money = (minor: bigint, currency: string): Money => {
  if (minor < 0n) throw new RangeError(`Negative amount: ${minor}`);
  if (!isCurrency(currency)) throw new RangeError(`Unknown currency: ${currency}`);
  return { minor, currency };
};

/** Longer than any amount; keeps a hostile text from being looked at. */
const maxText = 24;

/**
 * "24.90", "24,90", "24", "1,234.50", "1.234,50". Undefined for everything else, for more digits than the
 * currency has, and where the separator can be read in two ways ("1,234" of a currency with cents).
 */
export const parseMoney = (text: string, currency: string): Money | undefined => {
  const trimmed = text.trim();
  if (trimmed.length > maxText || !isCurrency(currency)) return undefined;
  const digits = minorDigits(currency);
  const parts = splitAmount(trimmed, digits);
  if (!parts || parts.fraction.length > digits) return undefined;
  return { minor: BigInt(parts.whole + parts.fraction.padEnd(digits, '0')), currency };
};

interface AmountParts {
  readonly whole: string;
  readonly fraction: string;
}

const plainAmount = /^(\d+)(?:[.,](\d+))?$/;
const commaGroups = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
const dotGroups = /^(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/;

// Each pattern is linear: groups of fixed length, no nested choice.
const splitAmount = (text: string, digits: number): AmountParts | undefined => {
  const plain = plainAmount.exec(text);
  if (plain && (digits > 0 || plain[2] === undefined)) return partsOf(plain);
  const grouped = commaGroups.exec(text) ?? dotGroups.exec(text);
  return grouped ? partsOf(grouped) : undefined;
};

const partsOf = ([, whole = '', fraction = '']: RegExpExecArray): AmountParts => ({
  whole: whole.replace(/[.,]/g, ''),
  fraction,
});

/** "24.90", with a point and all digits of the currency: for the API and for files, not for people. */
export const decimalString = ({ minor, currency }: Money): string => {
  const digits = minorDigits(currency);
  if (digits === 0) return String(minor);
  const padded = String(minor).padStart(digits + 1, '0');
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
};
