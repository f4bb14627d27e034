import type { IncomingMessage, ServerResponse } from 'node:http';
import { ownFilesPolicy } from '../web/page.ts';
import type { Answer } from './answer.ts';

const pageHeaders = {
  'Content-Security-Policy': `${ownFilesPolicy}; connect-src 'self'`,
  'Content-Type': 'text/html; charset=utf-8',
  // With none, browsers send `Origin: null` with our own forms.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

export const isByHtmx = (req: IncomingMessage): boolean => req.headers['hx-request'] === 'true';

/** All but pages, which the layout is drawn around. */
export function sendAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Exclude<Answer, { kind: 'page' }>,
): void {
  switch (answer.kind) {
    case 'fragment':
      sendHtml(res, answer.status ?? 200, answer.html, {
        ...(answer.say === undefined ? {} : { 'HX-Trigger': saying(answer.say) }),
        ...(answer.push === undefined ? {} : { 'HX-Push-Url': answer.push }),
      });
      return;
    case 'goTo':
      sendElsewhere(req, res, answer.path);
      return;
    case 'file':
      send(res, 200, answer.body, {
        'Content-Type': answer.type,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        ...(answer.name === undefined ? {} : { 'Content-Disposition': saved(answer.name) }),
      });
      return;
    case 'answered':
  }
}

export const sendHtml = (
  res: ServerResponse,
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): void => send(res, status, html, { ...pageHeaders, ...headers });

/** 303, or for htmx a move of the whole page. */
export function sendElsewhere(req: IncomingMessage, res: ServerResponse, path: string): void {
  const byHtmx = isByHtmx(req);
  send(res, byHtmx ? 204 : 303, '', byHtmx ? { 'HX-Redirect': path } : { Location: path });
}

/** A header holds ASCII alone. */
export const saying = (words: string): string =>
  JSON.stringify({ say: words }).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const saved = (name: string) => `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`;

function send(
  res: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
