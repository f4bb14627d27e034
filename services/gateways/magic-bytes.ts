/** The four types that the rulebook's extensions name. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/bmp';

const TYPE_OF_EXTENSION: ReadonlyMap<string, ImageType> = new Map([
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.png', 'image/png'],
  ['.gif', 'image/gif'],
  ['.bmp', 'image/bmp'],
]);

/** With what follows a tag, or one photo in some ten thousand would have it by chance. */
const MARKUP = /<(?:script|html|iframe|\?php)[\s/>]|<!doctype html/i;

/** Sizes of the headers that a BMP can have; `BM` alone is also how ordinary text may begin. */
const BMP_HEADER_SIZES: ReadonlySet<number> = new Set([40, 52, 56, 108, 124]);

/** `extension` in lower case with its dot. */
export function typeOfExtension(extension: string): ImageType | undefined {
  return TYPE_OF_EXTENSION.get(extension);
}

/** What the bytes begin as; the sender's content type is not asked. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  const head = bytesAsText(bytes.subarray(0, 32));
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')) return 'image/png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  return head.startsWith('BM') && BMP_HEADER_SIZES.has(head.charCodeAt(14))
    ? 'image/bmp'
    : undefined;
}

/**
 * True if another program would read the same bytes as an archive, a document or a page.
 * Bytes after a JPEG's end are no sign by themselves: phones append previews and depth maps.
 */
export function isPolyglot(bytes: Uint8Array): boolean {
  const text = bytesAsText(bytes);
  // A zip reader looks for the end of the directory in the last 64 KiB and its comment.
  const isZip = text.includes('PK\x05\x06', Math.max(0, text.length - 66_000));
  return (
    (isZip && text.includes('PK\x01\x02')) ||
    text.slice(0, 1_100).includes('%PDF-') ||
    text.includes('Rar!\x1a\x07') ||
    text.includes("7z\xbc\xaf'\x1c") ||
    MARKUP.test(text)
  );
}

/** One character a byte. */
function bytesAsText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
