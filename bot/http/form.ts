import type { IncomingMessage } from 'node:http';
import { readBytes } from './body.ts';
import { Problem } from './problem.ts';

const maxBytes = 64 * 1024;

/** The body of a form. Throws 413, 415. */
export async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const bytes = await readBytes(req, maxBytes);
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (bytes.length > 0 && type !== 'application/x-www-form-urlencoded')
    throw new Problem(415, 'unsupported_media_type', 'This address takes forms alone.');
  return new URLSearchParams(bytes.toString('utf8'));
}
