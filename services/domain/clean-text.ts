export interface ChineseCharacter {
  readonly char: string;
  /** Place in the text, counted in characters (code points) from 0. */
  readonly index: number;
}

/** Han script, CJK and vertical punctuation, full-width and half-width CJK punctuation and signs. @source S3 */
const chinese =
  /[\p{Script=Han}\u3000-\u303f\u30fb\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffe6]/u;

/** Each character that a dispute's text may not have, with its place. Letters of other scripts are fine. */
export const chineseIn = (text: string): readonly ChineseCharacter[] =>
  [...text].flatMap((char, index) => (chinese.test(char) ? [{ char, index }] : []));

/** What stands for a punctuation mark that full-width arithmetic does not give. */
const plain: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '、': ', ',
  '。': '. ',
  '，': ', ',
  '．': '. ',
  '：': ': ',
  '；': '; ',
  '！': '! ',
  '？': '? ',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '《': '"',
  '》': '"',
  '〈': '"',
  '〉': '"',
  '【': '[',
  '】': ']',
  '〔': '[',
  '〕': ']',
  '〜': '~',
  '￥': '¥',
  '￡': '£',
};

const fullWidthFirst = 0xff01;
const fullWidthLast = 0xff5e;
const fullWidthShift = 0xfee0;

const plainOf = (char: string, code: number): string => {
  const known = plain[char];
  if (known !== undefined) return known;
  const isFullWidth = code >= fullWidthFirst && code <= fullWidthLast;
  return isFullWidth ? String.fromCharCode(code - fullWidthShift) : ' ';
};

/**
 * The text without what `chineseIn` finds: punctuation becomes its ASCII twin, the rest goes.
 * An offer for the buyer to approve, never used silently.
 */
export const cleaned = (text: string): string =>
  text
    .replace(new RegExp(chinese, 'gu'), (char) => plainOf(char, char.charCodeAt(0)))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ (?=[,.;:!?])/g, '')
    .replace(/ ?\n ?/g, '\n')
    .trim();
