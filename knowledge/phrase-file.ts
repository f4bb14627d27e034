/**
 * Reads a phrase file: `## key` begins a phrase, `### or` another wording of it, the text is Handlebars.
 * What stands above the first key is a note to the editor. Lines may be wrapped at will.
 * Answers the wordings by key. Throws on an empty wording, a key given twice, a malformed heading.
 */
export function parsePhraseFile(
  text: string,
  file: string,
): ReadonlyMap<string, readonly string[]> {
  const phrases = new Map<string, string[]>();
  let wordings: string[] | undefined;
  for (const line of text.split('\n')) {
    const heading = line.startsWith('#') ? line.trim() : undefined;
    if (heading === undefined) {
      if (wordings) wordings.push(`${wordings.pop() ?? ''}${line}\n`);
    } else if (heading === '### or' && wordings) {
      wordings.push('');
    } else {
      wordings = [''];
      phrases.set(newKey(heading, phrases, file), wordings);
    }
  }
  for (const [key, texts] of phrases) {
    if (texts.some((wording) => wording.trim() === '')) {
      throw new Error(`${file}: the phrase "${key}" has an empty wording`);
    }
  }
  return phrases;
}

function newKey(heading: string, known: ReadonlyMap<string, unknown>, file: string): string {
  const key = /^## ([a-z][A-Za-z0-9_.-]*)$/.exec(heading)?.[1];
  if (key === undefined) throw new Error(`${file}: "${heading}" is neither "## key" nor "### or"`);
  if (known.has(key)) throw new Error(`${file}: the phrase "${key}" is there twice`);
  return key;
}
