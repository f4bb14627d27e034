import { chineseIn, cleaned } from './clean-text.ts';
import type { Refusal } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import { when } from './situation.ts';

/** Faults of a text that must be there. Lengths are in characters (code points). */
export const neededText = (field: string, text: string, rules: Rulebook): readonly Refusal[] => [
  ...when(text.trim() === '', () => ({
    code: 'text_missing',
    rule: 'descriptionNeeded',
    facts: { field },
  })),
  ...optionalText(field, text, rules),
];

/** Faults of a text that may be missing. @source S3 */
export const optionalText = (
  field: string,
  text: string | undefined,
  { rules }: Rulebook,
): readonly Refusal[] => {
  if (text === undefined) return [];
  const max = rules.descriptionMaxChars.value;
  const length = [...text].length;
  return [
    ...when(length > max, () => ({
      code: 'text_too_long',
      rule: 'descriptionMaxChars',
      facts: { field, max, length },
    })),
    ...chineseRefusal(field, text),
  ];
};

/** `positions` count characters from 1, in step with `characters`; `cleaned` is what to offer. */
const chineseRefusal = (field: string, text: string): readonly Refusal[] => {
  const found = chineseIn(text);
  return when(found.length > 0, () => ({
    code: 'text_has_chinese',
    rule: 'cleanText',
    facts: {
      field,
      characters: found.map(({ char }) => char),
      positions: found.map(({ index }) => String(index + 1)),
      cleaned: cleaned(text),
    },
  }));
};
