import type { Capabilities } from './capabilities.ts';

/** One character outside of GSM-7 makes segments of 70 instead of 160: quotation marks, dashes, thin spaces. */
const plainer: readonly (readonly [RegExp, string])[] = [
  [/[“”„«»]/g, '"'],
  [/[‘’‚]/g, "'"],
  [/[–—−‐‑]/g, '-'],
  [/…/g, '...'],
  [/[•·]/g, '-'],
  [/[\u00A0\u2000-\u200A\u202F]/g, ' '],
];

/**
 * Slack reads `<!channel>`, `<@U1>` and `<address|words>` as its own, and nobody can say from outside whether the
 * connector escapes them; these look alike and mean nothing. Our own sentences have none.
 */
const harmlessAngles: readonly (readonly [RegExp, string])[] = [
  [/</g, '‹'],
  [/>/g, '›'],
];

/** The text in the characters that the channel takes well. */
export function inCharactersOf({ characters }: Capabilities, text: string): string {
  if (characters === undefined) return text;
  const pairs = characters === 'gsm' ? plainer : harmlessAngles;
  return pairs.reduce((all, [from, to]) => all.replace(from, to), text);
}
