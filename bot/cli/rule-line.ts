import type { Range, Rulebook, RuleKey } from '../../services/domain/rulebook.ts';
import { sourcesOf } from '../../services/domain/rule-sources.ts';

/** One rule as it stands for the case: what it says, and who says so. */
export interface RuleLine {
  readonly verdict: 'yes' | 'no' | 'ask' | 'runs' | 'over' | '-';
  readonly rule: RuleKey;
  readonly says: string;
}

export const lineOf = ({ verdict, rule, says }: RuleLine, rules: Rulebook): string =>
  `  ${verdict.padEnd(5)}${says} [${rule}; ${sourcesOf(rule, rules).join(', ')}]`;

/** "5 times 24 h", "3 to 15 business days", ".jpg, .png". */
export function valueOf(key: keyof Rulebook['rules'], { rules }: Rulebook): string {
  const { value, unit } = rules[key];
  if (isRange(value)) return `${value.min} to ${value.max} ${unit}`;
  return typeof value === 'object' ? `${value.join(', ')}` : `${value} ${unit}`;
}

const isRange = (value: unknown): value is Range =>
  typeof value === 'object' && value !== null && 'min' in value;
