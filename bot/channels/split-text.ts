import type { Capabilities } from './capabilities.ts';

/** More messages than about this are a flood: then they grow longer than advised. */
const fewParts = 3;

/** The blocks in messages of the channel: of the advised length where few are enough, never longer than it takes. */
export function partsOf(
  blocks: readonly string[],
  { maxText, advisedText }: Pick<Capabilities, 'maxText' | 'advisedText'>,
): readonly string[] {
  const { length } = blocks.join(between);
  // Cuts are at borders, so that parts are seldom full.
  const needed = Math.ceil((length / fewParts) * 1.25);
  const size = Math.min(maxText, Math.max(advisedText ?? maxText, needed));
  const parts: string[] = [];
  for (const block of blocks) {
    const grown = [...parts.slice(-1), block].join(between);
    if (grown.length <= size) parts.splice(-1, 1, grown);
    else parts.push(...splitText(block, size));
  }
  return parts;
}

const between = '\n\n';

/** Where a text may be cut, the best first. A line that goes on indented belongs to the one above. */
const borders = [/\n\n/g, /\n(?! )/g, /\n/g, /[.?!] /g, / /g];

/** Parts of at most `max` characters, cut between paragraphs, else lines, sentences, words. */
export function splitText(text: string, max: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = cutAt(rest, max);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

function cutAt(text: string, max: number): number {
  const window = text.slice(0, max);
  for (const border of borders) {
    const end = [...window.matchAll(border)].at(-1);
    const found = end && end.index + end[0].trimEnd().length;
    // A cut in the first quarter would make crumbs.
    if (found !== undefined && found > max / 4) return found;
  }
  // No border at all: cut, yet never through a surrogate pair.
  const last = text.charCodeAt(max - 1);
  return last >= 0xd800 && last <= 0xdbff ? max - 1 : max;
}
