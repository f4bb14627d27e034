import type { TextFormat } from './knowledge.ts';

/** Controls, zero-width and bidirectional characters: with them a text can pose as another. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** What starts or ends markup inside a line. */
const inline = /[\\`*_[\]<>~|&{}]/g;
/** What starts a list, a heading or a rule at the begin of a line. */
const lineStart = /^(?:([#+=-])|(\d{1,9})([.)]))/;
/** A dot that could make a domain name of its neighbours. */
const domainDot = /(?<=[\p{L}\p{N}])\.(?=\p{L})/gu;

/**
 * Text that is not ours, harmless in a phrase: one line, nothing invisible, no markup of the channel
 * and nothing that a client would make a link of.
 * @source reliability.md, threat 9
 */
export function escapeText(text: string, format: TextFormat): string {
  const line = withoutLinks(oneLine(text));
  if (format === 'plain') return line;
  return line
    .replace(inline, '\\$&')
    .replace(lineStart, (_, sign?: string, digits?: string, end?: string) =>
      sign ? `\\${sign}` : `${digits}\\${end}`,
    )
    .replace(domainDot, '\\.');
}

function oneLine(text: string): string {
  return text
    .replace(/\s/gu, ' ')
    .replace(invisible, '')
    .split(' ')
    .filter((word) => word !== '')
    .join(' ');
}

function withoutLinks(text: string): string {
  return text
    .replaceAll('://', ': //')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)} .`)
    .replace(/\bmailto:/gi, (found) => `${found} `);
}
