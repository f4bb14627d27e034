/** A run of letters and digits with its place in the text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const wordCharacter = /[\p{L}\p{N}]/u;

/** Runs of letters and digits, in order. One pass. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i += 1) {
    const inside = i < text.length && wordCharacter.test(text.charAt(i));
    if (inside && start === -1) start = i;
    if (!inside && start !== -1) {
      tokens.push({ text: text.slice(start, i), start, end: i });
      start = -1;
    }
  }
  return tokens;
}

export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);
export const isLetters = (text: string): boolean => /^[A-Za-z]+$/.test(text);

/** The tokens from `first` on that stand one space or hyphen apart: how people group a long number. */
export function groupFrom(tokens: readonly Token[], first: number, text: string): readonly Token[] {
  const group: Token[] = [];
  for (const token of tokens.slice(first, first + MAX_GROUPS)) {
    const before = group.at(-1);
    if (before && !/^[ -]$/.test(text.slice(before.end, token.start))) break;
    group.push(token);
  }
  return group;
}

/** No number of ours has more groups. */
const MAX_GROUPS = 10;
