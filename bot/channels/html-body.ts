const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** Ours alone: a person's words have no `://` (plain-text.ts). */
const address = /https?:\/\/[^\s<]*[^\s<.,;:!?)\]]/g;

/** The lines of a row are indented below it. */
const broken = (_line: string, indent: string): string => `<br>${'&nbsp;'.repeat(indent.length)}`;

/** The text of an e-mail as HTML: a paragraph for each block, and addresses that can be pressed. */
export function htmlBodyOf(blocks: readonly string[]): string {
  return blocks
    .flatMap((block) => block.split('\n\n'))
    .map((block) => escaped(block).replace(/\n( *)/g, broken))
    .map((html) => html.replace(address, (url) => `<a href="${url}">${url}</a>`))
    .map((html) => `<p>${html}</p>`)
    .join('\n');
}
