import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** For one answer's Content-Security-Policy and its scripts and styles. */
export const newNonce = (): string => randomBytes(16).toString('base64url');

export interface Policy {
  readonly nonce: string;
  /** Origins besides our own that may show the page in a frame. */
  readonly parents?: readonly string[];
  /** Our own pages in frames of the page. */
  readonly frames?: boolean;
  /** Where scripts of the page may connect to, besides our own origin. */
  readonly connect?: readonly string[];
  readonly forms?: boolean;
}

/** Nothing runs, loads or connects but what is named here; no eval, no inline style without the nonce. */
export function contentSecurityPolicy(policy: Policy): string {
  const parents = ["'self'", ...(policy.parents ?? [])].join(' ');
  const connect = ["'self'", 'blob:', 'data:', ...(policy.connect ?? [])].join(' ');
  return [
    "default-src 'none'",
    "base-uri 'none'",
    `form-action ${policy.forms ? "'self'" : "'none'"}`,
    `frame-ancestors ${parents}`,
    `script-src 'nonce-${policy.nonce}'`,
    `style-src 'nonce-${policy.nonce}'`,
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    'worker-src blob:',
    ...(policy.frames ? ["frame-src 'self'"] : []),
  ].join('; ');
}

/** Of pages with our own files alone: nothing inline, nothing from elsewhere, in nobody's frame; forms go to this server. */
export const ownFilesPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
].join('; ');

export function answerPage(
  res: ServerResponse,
  html: string,
  headers: Readonly<Record<string, string>>,
  status = 200,
): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(html),
    ...headers,
  });
  res.end(html);
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Sends a browser that named this machine otherwise (127.0.0.1 for localhost) to the name that we know ourselves by:
 * the chat's socket and its stored conversation belong to one origin. False if the page is to be answered here.
 */
export function sentToOurName(req: IncomingMessage, res: ServerResponse, baseUrl: string): boolean {
  const own = new URL(baseUrl);
  const host = req.headers.host ?? own.host;
  if (host === own.host || !loopback.has(own.hostname)) return false;
  if (!loopback.has(host.replace(/:\d+$/, ''))) return false;
  // restify's writeHead answers nothing, so no chaining.
  res.writeHead(302, { Location: `${own.origin}${req.url ?? '/'}` });
  res.end();
  return true;
}
