import { NotNow, Undeliverable } from '../outbox.ts';
import type { HttpClient } from './cloud-authentication.ts';

type HttpRequest = globalThis.Parameters<HttpClient['sendRequest']>[0];

/** Surely not delivered, and worth trying again: the outbox does. */
export class NotSent extends Error {}

/** It may have arrived: sent again it could be said twice. */
export class Ambiguous extends Undeliverable {
  readonly status: number | undefined;

  constructor(why: string | number) {
    super(`ambiguous: ${typeof why === 'number' ? `the channel answered ${why}` : why}`);
    this.status = typeof why === 'number' ? why : undefined;
  }
}

/** Codes of faults before the first byte of the request was out. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One attempt of at most `deadline` milliseconds, no redirects. The SDK's own client has no time limit at all, and sends
 * again after a 5xx that may have delivered (the Connector knows no idempotency key). So a doubtful outcome is
 * `Ambiguous`, for a person to look at, and only what was surely not taken is `NotSent`, or `NotNow` where the channel says
 * how long to wait.
 */
export function createConnectorHttp(deadline: number): HttpClient {
  return {
    async sendRequest(request) {
      const response = await fetchOnce(request, deadline);
      const { status } = response;
      if (status === 429)
        throw new NotNow('the channel asks to slow down', waitMs(response.headers));
      // Teams: two calls for one conversation at a time, and this one was not taken.
      if (status === 412) throw new NotSent('the channel is busy with the conversation');
      if (status === 408 || status >= 500) throw new Ambiguous(status);
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of response.headers) headers.set(name, value);
      return { request, status, headers, bodyAsText: await textOf(response) };
    },
  };
}

async function fetchOnce(request: HttpRequest, deadline: number): Promise<Response> {
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: request.headers.toJson(),
      body: request.body ?? null,
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
  } catch (error) {
    // Never the error itself: it can hold the request with its token.
    const code = codeOf(error);
    if (BEFORE_SENDING.has(code)) throw new NotSent(`not connected: ${code}`);
    throw new Ambiguous(code);
  }
}

/** Of Retry-After, which is seconds or a date; 0 if it says nothing that can be read. */
function waitMs(headers: Headers): number {
  const after = headers.get('retry-after') ?? '';
  if (/^\d{1,6}$/.test(after)) return Number(after) * 1_000;
  const wait = Date.parse(after) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? 0 : Math.max(wait, 0);
}

/** The message is delivered by now: an answer that breaks off changes nothing. */
async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    return '';
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause: unknown = error.cause;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return error.name;
}
