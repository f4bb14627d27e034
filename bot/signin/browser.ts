import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { cookieOf } from '../http/cookie.ts';
import { openText, sealText } from '../http/sealed-text.ts';
import type { SignInDeps } from './deps.ts';

/** How long a page may stay open between two steps. */
const minutes = 20;

const kept = z.strictObject({
  /** Of this browser's try; the forms' token hangs on it. */
  id: z.string(),
  /** The sign-in's address. */
  state: z.string(),
  /** On the way to the shop's sign-in and back. */
  oidc: z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() }).optional(),
  /** Who signed in. */
  buyer: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  /** The buyer said that this is somebody else: the shop asks again. */
  asksAgain: z.boolean().optional(),
  endsAt: z.int(),
});

/** What one browser has done of a sign-in. Sealed: only that browser has it, and nobody can read or change it. */
export type Browser = Omit<z.infer<typeof kept>, 'endsAt'>;

type CookieDeps = Pick<SignInDeps, 'baseUrl' | 'cookieKey' | 'wallClock'>;

const isHttps = ({ baseUrl }: CookieDeps) => baseUrl().startsWith('https:');
const nameOf = (deps: CookieDeps) => (isHttps(deps) ? '__Host-resolve_signin' : 'resolve_signin');

/** Undefined for none, for one of another key, and for an old one. */
export function readBrowser(deps: CookieDeps, req: IncomingMessage): Browser | undefined {
  const text = openText(cookieOf(req.headers.cookie, nameOf(deps)) ?? '', deps.cookieKey);
  const found = kept.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!found.success || found.data.endsAt <= deps.wallClock.now()) return undefined;
  const { endsAt: _endsAt, ...browser } = found.data;
  return browser;
}

/** Lax, not strict: the way back comes from the shop's page. */
export function browserCookie(deps: CookieDeps, browser: Browser): string {
  const endsAt = deps.wallClock.now() + minutes * 60_000;
  const sealed = sealText(JSON.stringify({ ...browser, endsAt }), deps.cookieKey);
  const secure = isHttps(deps) ? '; Secure' : '';
  return `${nameOf(deps)}=${sealed}; Path=/; Max-Age=${minutes * 60}; HttpOnly; SameSite=Lax${secure}`;
}
