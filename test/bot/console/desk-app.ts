import type { App } from '../../../index.ts';
import type { Handoff } from '../../../services/handoff-port.ts';
import { type DemoApp, demoApp } from '../web/app-in-browser.ts';

export interface Seen {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** Somebody of the demo's staff, as a browser without scripts; `htmx: true` asks as the pages' script does. */
export interface Person {
  readonly cookie: string;
  readonly csrf: string;
  get(path: string, headers?: Record<string, string>): Promise<Seen>;
  post(
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Seen>;
}

/** The whole demo, with its people at the desk. */
export interface DeskApp {
  readonly app: App;
  readonly demo: DemoApp;
  person(id: string): Promise<Person>;
  /** The newest case of a demo buyer. */
  caseOf(buyerId: string): Promise<Handoff>;
}

export const htmx = { 'HX-Request': 'true' };

export async function deskApp(): Promise<DeskApp> {
  const demo = demoApp();
  const app = await demo.start();
  return {
    ...{ app, demo, person: (id) => personOf(app.url, id) },
    async caseOf(buyerId) {
      const [newest] = await app.store.run((tx) => app.store.desk.handoffs.ofBuyer(tx, buyerId));
      if (!newest) throw new Error(`${buyerId} has no case`);
      return newest;
    },
  };
}

export async function personOf(url: string, id: string): Promise<Person> {
  const own = { Origin: url, 'Sec-Fetch-Site': 'same-origin' };
  const came = await fetch(`${url}/console/demo-sign-in`, {
    ...{ method: 'POST', redirect: 'manual', headers: own },
    body: new URLSearchParams({ who: id }),
  });
  const cookie = came.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const ask = async (path: string, init: RequestInit): Promise<Seen> => {
    const headers = { Cookie: cookie, ...(init.headers as Record<string, string>) };
    const answer = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers });
    return { status: answer.status, html: await answer.text(), headers: answer.headers };
  };
  const account = await ask('/console/account', {});
  const csrf = /name="_csrf" value="([^"]+)"/.exec(account.html)?.[1] ?? '';
  return {
    ...{ cookie, csrf },
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      ask(path, {
        ...{ method: 'POST', body: new URLSearchParams({ _csrf: csrf, ...fields }) },
        headers: { ...own, ...headers },
      }),
  };
}
