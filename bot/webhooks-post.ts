import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface Posted {
  readonly status: number;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
}

/** From the first packet to the last. */
const DEADLINE_MS = 10_000;

/**
 * One POST on a connection of its own, to an address that `lookup` agrees to. A redirect is an answer like any other:
 * it is not followed, since it could lead anywhere. Throws if no answer came in time.
 */
export function postWebhook(
  url: URL,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  { lookup, deadlineMs = DEADLINE_MS }: { lookup: LookupFunction; deadlineMs?: number },
): Promise<Posted> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    ...message.headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(message.body),
    'user-agent': 'resolve-webhooks/1',
  };
  const signal = AbortSignal.timeout(deadlineMs);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, lookup, signal, agent: false });
    sent.on('response', (answer) => {
      const retryAfter = Number(answer.headers['retry-after'] ?? Number.NaN);
      // What else it says is of no interest; the deadline ends an answer that never does.
      answer.on('error', () => {});
      answer.resume();
      resolve({
        status: answer.statusCode ?? 0,
        retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
      });
    });
    sent.on('error', reject);
    sent.end(message.body);
  });
}
