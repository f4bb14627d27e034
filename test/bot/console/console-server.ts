import { pino } from 'pino';
import type { ConsoleDeps } from '../../../bot/console/deps.ts';
import { mountEnrol } from '../../../bot/console/enrol-routes.ts';
import { mountRoutes } from '../../../bot/console/gate.ts';
import { mountOidc } from '../../../bot/console/oidc-routes.ts';
import type { ConsoleRoute } from '../../../bot/console/route.ts';
import { consoleRoutes } from '../../../bot/console/routes.ts';
import { mountSignIn } from '../../../bot/console/sign-in-routes.ts';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { readAssets } from '../../../bot/web/assets.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { plusHours } from '../../../services/domain/time.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { createCredentials } from '../../../services/gateways/credentials.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { stepAt } from '../../../services/gateways/totp.ts';
import { asActor } from '../../../services/staff/staff-context.ts';
import type { StaffMember, StaffRole } from '../../../services/staff-port.ts';
import { noon } from '../../support/fixtures.ts';
import { plainKnowledge } from '../../support/server-dialog.ts';
import { memoryStore } from '../../support/stores.ts';
import { codeOf } from './code-of.ts';

export const PASSWORD = 'correct horse battery';

const credentials = createCredentials([new Uint8Array(32).fill(7)], { N: 1024 });

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser that follows nothing by itself, and is where its headers say. */
export interface Browser {
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Answered>;
  /** The token of the page that was seen last. */
  csrf(): Promise<string>;
}

export interface ConsoleServerOptions {
  readonly oidc?: ConsoleDeps['oidc'];
  readonly demo?: boolean;
  readonly https?: boolean;
  readonly recheckMs?: number;
  readonly more?: (deps: ConsoleDeps) => readonly ConsoleRoute[];
}

/** The console over a store in memory, with a real clock that stands still until it is moved. */
export async function consoleServer(options: ConsoleServerOptions = {}) {
  const store = await memoryStore();
  const wallClock = fixedClock(plusHours(noon, 1));
  const clock = fixedClock(noon);
  const log = pino({ level: 'silent' });
  const where = { url: '' };
  const current = createRulebook({ policyZone: 'UTC', holidays: [] });
  const deps: ConsoleDeps = {
    staff: { store, ids: randomIds(), credentials, clock, wallClock },
    ...{ store, log, assets: readAssets(), knowledge: plainKnowledge },
    rulebooks: { current, of: () => current },
    baseUrl: () => (options.https ? 'https://console.example' : where.url),
    desk: { run: () => Promise.reject(new Error('no desk in this test')) },
    files: {} as ConsoleDeps['files'],
    uploads: {} as ConsoleDeps['uploads'],
    ...{ csrfKey: 'csrf-key', oidcKey: Buffer.alloc(32, 5).toString('base64url') },
    addressOf: (req) => String(req.headers['x-test-address'] ?? '192.0.2.1'),
    ...{ signInLimit: { take: () => 0 }, passwordLimit: { take: () => 0 } },
    ...{ demo: options.demo === true, oidc: options.oidc, recheckMs: options.recheckMs ?? 20_000 },
    integrationKeys: [{ id: 'shop', scopes: ['read'] }],
  };
  const server = createHttpServer({ log });
  const routes = [...consoleRoutes(deps), ...(options.more?.(deps) ?? [])];
  mountSignIn(server, deps, routes);
  mountEnrol(server, deps);
  if (deps.oidc) mountOidc(server, deps, deps.oidc);
  mountRoutes(server, deps, routes);
  where.url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const by = { id: 'test', role: 'system' } as const;

  return {
    ...{ url: where.url, store, deps, routes, wallClock, clock, credentials },
    browser: () => browserAt(where.url, deps.baseUrl),
    /** Somebody with a password and an app. */
    async member(id: string, role: StaffRole, changes: Partial<StaffMember> = {}) {
      const passwordHash = await credentials.hashPassword(PASSWORD);
      const member: StaffMember = {
        ...{ id, login: id, name: `Name ${id}`, role, active: true, passwordHash },
        ...{ totpSealed: credentials.newTotp(), totpConfirmed: true, totpStep: 0 },
        ...{ singleKeys: true, createdAt: noon, ...changes },
      };
      await asActor(deps.staff, by, ({ tx }) => store.staff.accounts.add(tx, member));
      return member;
    },
    /** The code that their app shows now. */
    code: (member: StaffMember, steps = 0) =>
      codeOf(credentials.openTotp(member.totpSealed ?? ''), stepAt(wallClock.now()) + steps),
    async close() {
      await stopListening(server);
      await store.close();
    },
  };
}

export type ConsoleServer = Awaited<ReturnType<typeof consoleServer>>;

/** Signs in as a person does; the app has moved on, so that every sign-in has a code of its own. */
export async function signedIn(server: ConsoleServer, member: StaffMember): Promise<Browser> {
  server.wallClock.advance(60_000);
  const browser = server.browser();
  const fields = { login: member.login, password: PASSWORD, code: server.code(member) };
  const answer = await browser.post('/console/sign-in', fields);
  if (answer.status !== 303) throw new Error(`Not signed in: ${answer.html}`);
  return browser;
}

function browserAt(url: string, baseUrl: () => string): Browser {
  const browser: Browser = {
    cookie: '',
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        ...{ method: 'POST', body: new URLSearchParams(fields) },
        headers: { Origin: new URL(baseUrl()).origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
      }),
    async csrf() {
      const { html } = await browser.get('/console/account');
      return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    },
  };
  const ask = async (path: string, init: RequestInit): Promise<Answered> => {
    const given = Object.entries((init.headers ?? {}) as Record<string, string>);
    const headers = Object.fromEntries(given.filter(([, value]) => value !== ''));
    const response = await fetch(`${url}${path}`, {
      ...{ ...init, redirect: 'manual' },
      headers: { ...headers, ...(browser.cookie ? { Cookie: browser.cookie } : {}) },
    });
    for (const set of response.headers.getSetCookie())
      browser.cookie = [
        ...browser.cookie.split('; ').filter((one) => one && !one.startsWith(`${nameOf(set)}=`)),
        ...(/Max-Age=0/.test(set) ? [] : [set.split(';', 1)[0] ?? '']),
      ].join('; ');
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  return browser;
}

const nameOf = (cookie: string): string => cookie.slice(0, cookie.indexOf('='));
