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
  for (const border of ['\n\n', '\n', '. ', '? ', '! ', ' ']) {
    const found = window.lastIndexOf(border);
    // A cut in the first quarter would make crumbs.
    if (found > max / 4) return found + border.trimEnd().length;
  }
  // No border at all: cut, yet never through a surrogate pair.
  const last = text.charCodeAt(max - 1);
  return last >= 0xd800 && last <= 0xdbff ? max - 1 : max;
}
