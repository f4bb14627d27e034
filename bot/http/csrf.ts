import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sameSecret } from './jwt.ts';
import { Problem } from './problem.ts';

/** Of one session: who does not see its pages can't know it. */
export const csrfOf = (sessionId: string, key: string): string =>
  createHmac('sha256', key).update(sessionId).digest('base64url');

/**
 * A page of another site can send a form here, but not hide where it comes from. Programs that are no browsers send
 * neither header, and are stopped by the token or the password.
 */
export function refuseForeign(req: IncomingMessage, baseUrl: string): void {
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const own = origin === undefined || origin === new URL(baseUrl).origin;
  if (!own || (site !== undefined && site !== 'same-origin'))
    throw new Problem(403, 'foreign_origin', 'This came from another page, so nothing was done.');
}

/** The header that htmx sends, or the hidden field of a form. */
export function refuseForged(req: IncomingMessage, form: URLSearchParams, wanted: string): void {
  const given = [req.headers['x-csrf-token']].flat()[0] ?? form.get('_csrf') ?? '';
  if (!sameSecret(given, wanted))
    throw new Problem(
      403,
      'csrf',
      'This page is from an earlier sign-in, so nothing was done. Load it again.',
    );
}
