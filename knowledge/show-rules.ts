import type { Range, Rulebook } from '../services/domain/rulebook.ts';
import { formatList, shownNumber } from './format-value.ts';
import { numberFormat } from './formats.ts';
import { bare, type Shown, shown } from './shown.ts';

const BYTES_OF_A_MEGABYTE = 1_048_576;

export type ShownRules = Readonly<Record<string, Shown>>;

/** The rulebook as `{{rules.*}}` of a phrase or an article, in the reader's language. */
export function showRules(rulebook: Rulebook, locale: string, range: RangeWords): ShownRules {
  const { rules } = rulebook;
  const plain = Object.entries(rules).map(([key, rule]) => [
    key,
    shownRule(rule.value, locale, range),
  ]);
  const openingOnly = rules.openingFiles.value.filter(
    (f) => !rules.evidenceFiles.value.includes(f),
  );
  return bare({
    ...(Object.fromEntries(plain) as Record<string, Shown>),
    maxFileBytes: shown(formatBytes(rules.maxFileBytes.value, locale)),
    openingOnlyFiles: listOf(openingOnly, locale),
    phoneWarranty: listOf(rules.phoneWarranty.value.map(countryIn(locale)), locale),
    tabletWarranty: listOf(rules.tabletWarranty.value.map(countryIn(locale)), locale),
    policyZone: shown(rulebook.policyZone),
  });
}

/** "3 to 7" in the language of the phrases. */
export type RangeWords = (min: string, max: string) => string;

function shownRule(
  value: number | Range | readonly (string | number)[],
  locale: string,
  range: RangeWords,
): Shown {
  if (typeof value === 'number') return shownNumber(value, locale);
  if (isRange(value)) {
    const { min, max } = value;
    return shown(range(String(shownNumber(min, locale)), String(shownNumber(max, locale))), {
      count: value,
    });
  }
  return listOf(value.map(String), locale);
}

const isRange = (value: Range | readonly unknown[]): value is Range => 'min' in value;

function listOf(items: readonly string[], locale: string): Shown {
  return shown(formatList(items, 'conjunction', locale), { items, count: items.length });
}

const countryIn =
  (locale: string) =>
  (code: string): string =>
    new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;

/** In megabytes of 1,048,576 bytes, one decimal at most; smaller ones in kilobytes. */
export function formatBytes(bytes: number, locale: string): string {
  const small = bytes < BYTES_OF_A_MEGABYTE / 10;
  const unit = small ? 'kilobyte' : 'megabyte';
  const size = small ? bytes / 1024 : bytes / BYTES_OF_A_MEGABYTE;
  const options = { style: 'unit', unit, maximumFractionDigits: small ? 0 : 1 } as const;
  return numberFormat(locale, options).format(size);
}
