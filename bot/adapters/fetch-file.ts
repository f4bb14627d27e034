import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** Why a file was not fetched; for the log, without the address, which can hold a secret. */
export class NotFetched extends Error {}

export interface FetchWay {
  /** Hosts that files may come from; a dot at the beginning takes every subdomain. */
  readonly hosts: readonly string[];
  /** Of the first request alone: what a redirect leads to never sees them. */
  readonly headers: (url: URL) => Promise<Readonly<Record<string, string>>>;
  /** Bytes that may still be read, of all files that share it. */
  readonly budget: { left: number };
  /** Ends it all. */
  readonly signal: AbortSignal;
  /** Judges the addresses of a name in the moment of connecting (`guardedLookup`). */
  readonly lookup: LookupFunction;
  /** For tests: where the socket really goes, and the certificate that counts there. */
  readonly port?: number;
  readonly ca?: string;
}

/** The first address and at most two others that it leads to. */
const MAX_REQUESTS = 3;

/**
 * The bytes behind an address that somebody else has named. https on the port of https, on a host of the list, by name;
 * connected to in one go with the judgement of its addresses; every redirect is looked at anew. Nothing is unpacked.
 * Throws `NotFetched`.
 */
export async function fetchFile(address: string, way: FetchWay): Promise<Uint8Array> {
  let url = allowed(address, way.hosts);
  for (let n = 0; n < MAX_REQUESTS; n += 1) {
    const headers = n === 0 ? await headersOf(url, way) : {};
    const answer = await get(url, headers, way);
    const { location } = answer.headers;
    if (!isRedirect(answer) || location === undefined) return bytesOf(answer, way);
    answer.destroy();
    url = allowed(location, way.hosts, url);
  }
  throw new NotFetched('too many redirects');
}

/** The login behind a token has no end of its own, and its faults are none of the file's. */
async function headersOf(url: URL, { headers, signal }: FetchWay) {
  const overdue = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('overdue')), { once: true });
  });
  overdue.catch(() => undefined);
  try {
    return await Promise.race([headers(url), overdue]);
  } catch {
    throw new NotFetched('no token for the host');
  }
}

/** Throws on any address that we never call. The URL parser makes one form of the many that an IP address has. */
function allowed(address: string, hosts: readonly string[], base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new NotFetched('no address');
  const url = new URL(address, base);
  if (url.protocol !== 'https:') throw new NotFetched(`not https but ${url.protocol}`);
  if (url.username !== '' || url.password !== '') throw new NotFetched('a user in the address');
  if (url.port !== '') throw new NotFetched('a port of its own');
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new NotFetched('an IP address');
  if (!isOneOf(url, hosts)) throw new NotFetched('a host that is not on the list');
  return url;
}

/** True if the address is on one of the hosts; a dot at the beginning takes every subdomain. */
export const isOneOf = ({ hostname }: URL, hosts: readonly string[]): boolean =>
  hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));

const isRedirect = ({ statusCode = 0 }: IncomingMessage): boolean =>
  [301, 302, 303, 307, 308].includes(statusCode);

function get(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { lookup, signal, port, ca }: FetchWay,
): Promise<IncomingMessage> {
  const own = { ...headers, accept: 'image/*, */*', 'accept-encoding': 'identity' };
  const socket = { ...(port !== undefined && { port }), ...(ca !== undefined && { ca }) };
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      ...{ method: 'GET', headers: own, lookup, signal, agent: false },
      ...socket,
    });
    sent.on('response', resolve);
    // Never the error itself: it can quote the address.
    sent.on('error', (error) => reject(new NotFetched(codeOf(error))));
    sent.end();
  });
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name;

async function bytesOf(answer: IncomingMessage, { budget }: FetchWay): Promise<Uint8Array> {
  const refuse = (why: string) => {
    answer.destroy();
    return new NotFetched(why);
  };
  const { statusCode, headers } = answer;
  if (statusCode !== 200) throw refuse(`the host answered ${statusCode}`);
  // A small packed body can hold a huge one.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw refuse('packed');
  if (Number(headers['content-length'] ?? 0) > budget.left) throw refuse('too large');
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      budget.left -= chunk.length;
      if (budget.left < 0) throw refuse('too large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof NotFetched ? error : refuse('cut off');
  }
  return Buffer.concat(chunks);
}
