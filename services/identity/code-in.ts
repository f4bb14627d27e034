/** How many a code has. */
export const codeDigits = 8;

/** Its digits, with few words around them and no other digit; a longer text is a story. */
const typed = /^\P{Nd}{0,40}([0-9]{4})[\s.-]{0,3}([0-9]{4})\P{Nd}{0,40}$/u;
const longest = 120;

/** The sign-in code that was typed: `1234 5678`, `my code is 12345678`. Undefined if the text is no such thing. */
export const codeIn = (text: string): string | undefined => {
  const found = text.length <= longest ? typed.exec(text.normalize('NFKC').trim()) : null;
  return found ? `${found[1]}${found[2]}` : undefined;
};

/** The text without the code, for whatever keeps what was said. */
export const withoutCode = (text: string): string =>
  codeIn(text) === undefined ? text : text.normalize('NFKC').replace(/[0-9]/g, '•');
