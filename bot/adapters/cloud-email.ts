/** "On Mon, 23 Nov 2026 at 10:00, Resolve <...> wrote:", as mail programs write it above what they quote. */
const WROTE = /^(?:on|am|le|el)\b.{5,300}\b(?:wrote|schrieb|écrit|escribió)\b.{0,100}:$/i;
const ORIGINAL = /^-{2,}\s*(?:original message|forwarded message|reply above this line)/i;
/** Outlook's line above its block of From, Sent, To. */
const RULE = /^_{10,}$/;
const HEADER = /^\*{0,2}(?:from|sent|to|subject|date):\*{0,2}\s/i;
const SIGNATURE = /^-- ?$/;

/**
 * The words that the sender of an e-mail has written: without what the mail program quotes of earlier messages, and
 * without the signature. Empty if nothing else is in it. Linear in the text.
 */
export function ownWords(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.findIndex((_, i) => isEnd(lines, i));
  const own = end < 0 ? lines : lines.slice(0, end);
  return own
    .filter((line) => !line.trimStart().startsWith('>'))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Below this line nothing is the sender's own. */
function isEnd(lines: readonly string[], i: number): boolean {
  const line = lineAt(lines, i);
  if (SIGNATURE.test(lines[i] ?? '') || ORIGINAL.test(line) || RULE.test(line)) return true;
  // The line of who wrote when is often broken in two.
  if (isWrote(line) || isWrote(`${line} ${lineAt(lines, i + 1)}`)) return true;
  return (
    HEADER.test(line) && HEADER.test(lineAt(lines, i + 1)) && HEADER.test(lineAt(lines, i + 2))
  );
}

/** With an address or a time of day: "On Monday the seller wrote:" is the buyer's own. */
const isWrote = (line: string): boolean =>
  line.length <= 500 && WROTE.test(line) && /<.+>|\d[:.]\d\d/.test(line);

const lineAt = (lines: readonly string[], i: number): string => (lines[i] ?? '').trim();
