import { expect } from 'chai';
import type { App } from '../../../index.ts';
import type { StoredMessage } from '../../../services/ports.ts';
import { saidIn } from '../../support/said-in.ts';

/** A chat on a channel of Azure's, without Azure: what would arrive and leave there, in the store of a real app. */
export async function cloudChat(app: App, channel = 'sms', userId = '+34600111222') {
  const { store, engine } = app;
  const id = `cloud-${channel}-${userId}`;
  const at = 1_795_435_200_000 as StoredMessage['at'];
  await store.run((tx) =>
    store.conversations.create(tx, { id, channel, userId, locale: 'en', startedAt: at }),
  );
  const messages = () => store.run((tx) => store.conversations.messagesAfter(tx, id, 0, 1_000));
  return {
    id,
    messages,
    /** What the bot said to it, as one text. `by`: who writes. */
    async say(text: string, by = userId): Promise<string> {
      const before = (await messages()).length;
      const echo = { type: 'message', text };
      await engine.inbox.accept({ conversationId: id, activity: { ...echo, by }, echo });
      await engine.worker.idle();
      const said = (await messages()).slice(before).filter(({ from }) => from !== 'buyer');
      return said.map(({ activity }) => saidIn(activity)).join('\n');
    },
    buyer: async () => (await store.run((tx) => store.conversations.find(tx, id)))?.buyerId,
  };
}

/** The path of the sign-in in what the bot said. */
export function linkIn(text: string): string {
  const found = /https?:\/\/[^/\s]+(\/signin\/[\w-]+)/.exec(text)?.[1];
  if (!found) throw new Error(`No link in: ${text}`);
  return found;
}

export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser without JavaScript: it keeps one cookie and sends what forms and browsers send. */
export function browserOf(url: string) {
  let cookie = '';
  let page = '';
  const ask = async (path: string, init: RequestInit = {}): Promise<Shown> => {
    const headers = { ...(cookie && { Cookie: cookie }), ...init.headers };
    const res = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers });
    const [set] = res.headers.getSetCookie().slice(-1);
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? '';
    page = await res.text();
    return { status: res.status, html: page, headers: res.headers };
  };
  return {
    get: (path: string) => ask(path),
    /** The form of the page that was shown last, as its own page sends it; `more` replaces fields, `headers` too. */
    post(path: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
      const csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
      return ask(path, {
        method: 'POST',
        headers: { Origin: url, 'Sec-Fetch-Site': 'same-origin', ...headers },
        body: new URLSearchParams({ _csrf: csrf, ...more }),
      });
    },
    cookie: () => cookie,
    take(other: string) {
      cookie = other;
    },
  };
}

export type SignInBrowser = ReturnType<typeof browserOf>;

/** The 8 digits on the page. */
export function codeIn(html: string): string {
  const [, first, last] = /<span>(\d{4})<\/span><span>(\d{4})<\/span>/.exec(html) ?? [];
  expect(last, html).to.not.equal(undefined);
  return `${first}${last}`;
}

/** As the demo buyer up to the page that asks whether this is one's own chat. */
export async function beDemoBuyer(browser: SignInBrowser, link: string, buyer = 'emma') {
  await browser.get(link);
  const to = await browser.post(`${link}/demo`, { buyer });
  expect(to.status).to.equal(303);
  return browser.get(to.headers.get('location') ?? '');
}
