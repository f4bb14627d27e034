import type { ProductNodes } from './product-nodes.ts';
import { ask } from './server-request.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An agent of the demo whose browser goes on with another node when one is gone. */
export interface KillAgent {
  /** A form of the console, sent again until a node has taken it. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<void>;
  /** Numbers of the feed as an open page got them, over all its reconnects. */
  readonly fed: readonly number[];
  stopReading(): void;
}

export async function signInAgent(nodes: ProductNodes, who: string): Promise<KillAgent> {
  const url = nodes.urls[0] ?? '';
  const came = await fetch(`${url}/console/demo-sign-in`, {
    ...{ method: 'POST', redirect: 'manual', headers: fromOwnPage(url) },
    body: new URLSearchParams({ who }),
  });
  const cookie = came.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const account = await ask(`${url}/console/account`, { headers: { Cookie: cookie } });
  const csrf = /name="_csrf" value="([^"]+)"/.exec(account.text)?.[1] ?? '';
  const feed = readFeed(nodes, cookie);
  return {
    async post(path, fields = {}) {
      const body = new URLSearchParams({ _csrf: csrf, ...fields }).toString();
      for (;;) {
        const status = await tryPost(nodes.anyUrl(), path, body, cookie);
        if (status !== undefined && status < 400) return;
        if (status !== undefined && status < 500) throw new Error(`${path}: ${status}`);
        await pause(20);
      }
    },
    fed: feed.seen,
    stopReading: feed.stop,
  };
}

const fromOwnPage = (url: string) => ({ Origin: url, 'Sec-Fetch-Site': 'same-origin' });

async function tryPost(url: string | undefined, path: string, body: string, cookie: string) {
  if (url === undefined) return undefined;
  const answer = await fetch(`${url}${path}`, {
    ...{ method: 'POST', redirect: 'manual', body },
    headers: {
      ...fromOwnPage(url),
      ...{ Cookie: cookie, 'HX-Request': 'true' },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
  }).catch(() => undefined);
  // The whole answer: a node that is killed while it answers has perhaps done nothing.
  const text = await answer?.text().catch(() => undefined);
  return text === undefined ? undefined : answer?.status;
}

/** As EventSource does: goes on behind the last number after each drop. */
function readFeed(nodes: ProductNodes, cookie: string) {
  const seen: number[] = [];
  const stop = new AbortController();
  const readOnce = async (url: string) => {
    const last = seen.at(-1);
    const answer = await fetch(`${url}/console/feed?after=0`, {
      headers: {
        ...{ Cookie: cookie, Accept: 'text/event-stream' },
        ...(last === undefined ? {} : { 'Last-Event-ID': String(last) }),
      },
      signal: stop.signal,
    });
    let text = '';
    for await (const chunk of answer.body ?? []) {
      const parts = (text + Buffer.from(chunk).toString()).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const id = /^id: (\d+)$/m.exec(part)?.[1];
        if (id !== undefined) seen.push(Number(id));
      }
    }
  };
  const readOn = async () => {
    while (!stop.signal.aborted) {
      const url = nodes.anyUrl();
      if (url !== undefined) await readOnce(url).catch(() => undefined);
      await pause(50);
    }
  };
  void readOn();
  return { seen, stop: () => stop.abort() };
}
