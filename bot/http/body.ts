import type { IncomingMessage } from 'node:http';
import { badRequest, Problem } from './problem.ts';

/** A JSON body must have fewer bytes than this. */
export const MAX_JSON_BYTES = 256 * 1024;
/** Levels of `[` and `{`; deeper ones would overflow a later JSON.stringify. */
const MAX_DEPTH = 16;

/**
 * The raw body, at most `maxBytes`. Compressed bodies are refused unread: a small one can hold a huge one, and a broken
 * one has killed restify's own reader (node-restify #1785). Throws 413, 415, or 400 for a body that was cut off.
 */
export async function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseEncoding(req);
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(req)) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The body as JSON; undefined if there is none. Throws 400, 413, 415. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(req, MAX_JSON_BYTES - 1);
  if (bytes.length === 0) return undefined;
  if (!isJson(req.headers['content-type'])) {
    throw new Problem(415, 'unsupported_media_type', 'The body must be application/json.');
  }
  return parseJson(bytes);
}

/** Throws 400 for anything but JSON of a bounded depth. */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  if (depthOf(text) > MAX_DEPTH) throw badRequest('The JSON is nested too deeply.');
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not JSON.');
  }
}

/** 415 for any Content-Encoding but identity. */
export function refuseEncoding(req: IncomingMessage): void {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new Problem(415, 'content_encoding', 'A body must not be compressed.');
  }
}

async function* chunksOf(req: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // Not destroyed on a throw: the connection must stay open for the answer.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    throw badRequest('The body ended early.');
  }
}

/** Linear, strings skipped; stops counting where it is too much. */
function depthOf(text: string): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length && depth <= MAX_DEPTH; i += 1) {
    const char = text[i];
    if (inString && char === '\\') i += 1;
    else if (char === '"') inString = !inString;
    else if (!inString && (char === '[' || char === '{')) depth += 1;
    else if (!inString && (char === ']' || char === '}')) depth -= 1;
  }
  return depth;
}

function isJson(type: string | undefined): boolean {
  const mime = (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return mime === 'application/json' || mime.endsWith('+json');
}

/** The rest of the body is not read: the connection closes with the answer. */
function tooLarge(): Problem {
  return new Problem(413, 'body_too_large', 'The body is too large.', { Connection: 'close' });
}
