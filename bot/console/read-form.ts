import type { IncomingMessage } from 'node:http';
import { readForm as readParts } from '../adapters/direct-line/read-form.ts';
import { readBytes } from '../http/body.ts';
import { readForm } from '../http/form.ts';

/** A photo as phones take them is larger than what may be kept: it is read to say so. */
const maxFileBytes = 12 * 1024 * 1024;
const limits = { maxParts: 8, maxFieldBytes: 4_096 };

export interface FileForm {
  readonly form: URLSearchParams;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
}

/** The body of a form with one file; a browser sends an empty one where none was chosen. Throws 400, 413, 415. */
export async function readFileForm(req: IncomingMessage): Promise<FileForm> {
  const type = req.headers['content-type'] ?? '';
  // What is no such form has no file either.
  if (!/^multipart\/form-data/i.test(type)) return { form: await readForm(req) };
  const bytes = await readBytes(req, maxFileBytes);
  const parts = await readParts(bytes, type, limits);
  const form = new URLSearchParams();
  for (const part of parts)
    if (part.filename === undefined) form.set(part.field, Buffer.from(part.bytes).toString('utf8'));
  const sent = parts.find(({ filename, bytes: b }) => filename !== undefined && b.byteLength > 0);
  return { form, ...(sent && { file: { name: sent.filename ?? '', bytes: sent.bytes } }) };
}
