import { sourcesOf } from '../../services/domain/rule-sources.ts';
import type { Range, Rulebook, RuleKey } from '../../services/domain/rulebook.ts';

/** One rule as it stands for the case: what it says, and who says so. */
export interface RuleLine {
  readonly verdict: 'yes' | 'no' | 'ask' | 'runs' | 'over' | '-';
  readonly rule: RuleKey;
  readonly says: string;
}

export const lineOf = ({ verdict, rule, says }: RuleLine, rules: Rulebook): string =>
  `  ${verdict.padEnd(5)}${says} [${rule}; ${sourcesOf(rule, rules).join(', ')}]`;

const MEBIBYTE = 1_048_576;

/** "5 times 24 h", "3 to 15 business days", ".jpg, .png". */
export function limitOf(key: keyof Rulebook['rules'], { rules }: Rulebook): string {
  const { value, unit } = rules[key];
  if (key === 'maxFileBytes') return `${Number(value) / MEBIBYTE} MiB`;
  if (isRange(value)) return `${value.min} to ${value.max} ${unit}`;
  return typeof value === 'object' ? `${value.join(', ')}` : `${value} ${unit}`;
}

const isRange = (value: unknown): value is Range =>
  typeof value === 'object' && value !== null && 'min' in value;
