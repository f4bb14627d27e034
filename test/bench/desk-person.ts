import { request } from 'node:http';
import { call } from './load.ts';

/** What an open page heard: when, and of which conversation. */
export type Heard = (conversationId: string, from: string) => void;

/** A browser of somebody at the desk of the demo: fetches on news what the console's page fetches. */
export interface Seat {
  say(handoffId: string, text: string): Promise<void>;
  claim(handoffId: string): Promise<void>;
  /** Opens the page of a case, with its feed. */
  open(handoffId: string, heard: Heard): Promise<void>;
  readonly fetches: number;
  leave(): void;
}

/** Between two looks at the list, and before the first: as console-desk.js has it. */
const listEveryMs = 2_000;
const listFirstMs = 120;

export async function takeSeat(base: string, who: string): Promise<Seat> {
  const own = { Origin: base, 'Sec-Fetch-Site': 'same-origin' };
  const came = await fetch(`${base}/console/demo-sign-in`, {
    ...{ method: 'POST', redirect: 'manual', headers: own, body: new URLSearchParams({ who }) },
  });
  const cookie = came.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const get = (path: string) => call(`${base}${path}`, undefined, { Cookie: cookie });
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await get('/console/account'))?.[1] ?? '';
  const headers = {
    ...{ ...own, Cookie: cookie, 'HX-Request': 'true' },
    'content-type': 'application/x-www-form-urlencoded',
  };
  const post = async (path: string, fields: Record<string, string> = {}) => {
    const form = new URLSearchParams({ _csrf: csrf, ...fields }).toString();
    await call(`${base}${path}`, form, headers);
  };
  const page = { fetches: 0, listedAt: -listEveryMs, listing: false, leave: () => {} };
  const fetched = (path: string) => {
    page.fetches += 1;
    void get(path).catch(() => undefined);
  };
  const list = () => {
    if (page.listing) return;
    page.listing = true;
    const wait = Math.max(listFirstMs, page.listedAt + listEveryMs - performance.now());
    setTimeout(() => {
      page.listing = false;
      page.listedAt = performance.now();
      fetched('/console/queue/list?show=mine');
    }, wait);
  };
  return {
    say: (id, text) => post(`/console/cases/${id}/say`, { text, key: text }),
    claim: (id) => post(`/console/cases/${id}/claim`),
    async open(id, heard) {
      const html = await get(`/console/cases/${id}`);
      const no = /data-no="(\d+)"/.exec(html)?.[1] ?? '0';
      const last = /data-last="(\d+)"/.exec(html)?.[1] ?? '0';
      const feed = request(`${base}/console/feed?after=${no}`, {
        headers: { Cookie: cookie, Accept: 'text/event-stream' },
      });
      feed.on('response', (res) => {
        let text = '';
        res.on('data', (chunk: Buffer) => {
          const parts = (text + chunk.toString()).split('\n\n');
          text = parts.pop() ?? '';
          for (const part of parts) {
            const data = /^event: case\ndata: (.*)$/m.exec(part)?.[1];
            if (data === undefined) continue;
            const event = JSON.parse(data);
            heard(event.conversationId, event.from);
            list();
            if (event.handoffId === id) fetched(`/console/cases/${id}/lines?after=${last}&notes=0`);
          }
        });
      });
      feed.on('error', () => undefined);
      feed.end();
      page.leave = () => feed.destroy();
    },
    get fetches() {
      return page.fetches;
    },
    leave: () => page.leave(),
  };
}
