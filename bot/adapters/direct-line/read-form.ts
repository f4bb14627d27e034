import { Readable } from 'node:stream';
import busboy from 'busboy';
import { badArgument } from './direct-line-error.ts';

export interface FormPart {
  readonly field: string;
  /** Missing for a part that is text. */
  readonly filename?: string;
  readonly bytes: Uint8Array;
}

/** The event loop gets a breath between two of them. */
const SLICE_BYTES = 64 * 1024;

/**
 * The parts of a multipart body, in their order. It stops at the first thing too many, so a body of a million tiny
 * parts costs no more than `maxParts` of them; a part's header is at most 16 kB (busboy's own limit). Throws 400.
 */
export async function readForm(
  bytes: Buffer,
  contentType: string,
  limits: { readonly maxParts: number; readonly maxFieldBytes: number },
): Promise<readonly FormPart[]> {
  const parts: FormPart[] = [];
  const form = formReader(contentType, limits);
  const body = Readable.from(slicesOf(bytes), { objectMode: false });
  await new Promise<void>((resolve, reject) => {
    const refuse = (message: string) => {
      body.destroy();
      form.destroy();
      reject(badArgument(message));
    };
    form.on('file', (field, stream, { filename = 'file' }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => parts.push({ field, filename, bytes: Buffer.concat(chunks) }));
      stream.on('error', () => undefined);
    });
    form.on('field', (field, text, { valueTruncated }) => {
      if (valueTruncated) refuse('A field is too large.');
      parts.push({ field, bytes: Buffer.from(text) });
    });
    for (const many of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      form.on(many, () => refuse('The form has too many parts.'));
    form.on('error', () => refuse('The form is malformed.'));
    form.on('close', () => resolve());
    body.pipe(form);
  });
  return parts;
}

/** Throws 400 for a Content-Type without a boundary. */
function formReader(
  contentType: string,
  { maxParts, maxFieldBytes }: { readonly maxParts: number; readonly maxFieldBytes: number },
): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      // busboy tells of the last part that is allowed, not of the first one too many.
      limits: { parts: maxParts + 1, fieldSize: maxFieldBytes, fieldNameSize: 100 },
    });
  } catch {
    throw badArgument('The form is malformed.');
  }
}

function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}
