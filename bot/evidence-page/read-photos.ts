import type { Request } from 'restify';
import { type FormPart, readForm } from '../adapters/direct-line/read-form.ts';
import type { ArrivedFile } from '../arrived-files.ts';
import { readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';

/** All files of one message together: photos as phones take them are larger than what the rules take, and come first. */
export const MAX_BODY_BYTES = 24 * 1024 * 1024;
/** Read and thrown away of a body that is too large: a browser that is cut off shows no page, only a fault. */
const MAX_DRAINED_BYTES = 100 * 1024 * 1024;
/** More than any rule takes, so that the page can say which number it is. */
const MAX_PARTS = 40;
const MAX_FIELD_BYTES = 1_000;

export interface ReceivedPhotos {
  readonly files: readonly ArrivedFile[];
  /** The buyer agrees to copies that fit in place of files that do not. */
  readonly copies: boolean;
}

/** The form as the browser sends it. Throws 400, 413, 415. */
export async function readPhotos(req: Request): Promise<ReceivedPhotos> {
  const bytes = await readOrDrain(req);
  const type = req.headers['content-type'] ?? '';
  if (!/^multipart\/form-data/i.test(type))
    throw new Problem(415, 'unsupported_media_type', 'The body must be multipart/form-data.');
  const parts = await readForm(bytes, type, {
    maxParts: MAX_PARTS,
    maxFieldBytes: MAX_FIELD_BYTES,
  });
  return { files: parts.flatMap(fileOf), copies: parts.some(({ field }) => field === 'copies') };
}

/** A field for files that none was chosen in comes as one empty file without a name. */
function fileOf({ filename, bytes }: FormPart): readonly ArrivedFile[] {
  return filename === undefined || bytes.byteLength === 0 ? [] : [{ name: filename, bytes }];
}

async function readOrDrain(req: Request): Promise<Buffer> {
  try {
    return await readBytes(req, MAX_BODY_BYTES);
  } catch (error) {
    if (error instanceof Problem && error.status === 413) await drain(req);
    throw error;
  }
}

async function drain(req: Request): Promise<void> {
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_DRAINED_BYTES) return;
  }
}
