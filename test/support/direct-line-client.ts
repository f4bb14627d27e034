import { createRequire } from 'node:module';
import type { Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import { SECRET } from './server.ts';

// The real client expects a browser: it takes both from the global scope when it is loaded.
const require = createRequire(import.meta.url);
const Xhr: new () => XmlHttpRequest = require('xhr2');

interface XmlHttpRequest {
  setRequestHeader(name: string, value: string): void;
  send(data?: unknown): void;
}

/** xhr2 sends no forms: this one writes them out first. */
class FormSendingXhr extends Xhr {
  override send(data?: unknown): void {
    if (data instanceof FormData) void this.sendForm(data);
    else super.send(data);
  }

  private async sendForm(form: FormData): Promise<void> {
    const written = new Response(form);
    this.setRequestHeader('content-type', written.headers.get('content-type') ?? '');
    super.send(new Uint8Array(await written.arrayBuffer()));
  }
}
Object.assign(globalThis, { XMLHttpRequest: FormSendingXhr, WebSocket });
const directline: typeof import('botframework-directlinejs') = require('botframework-directlinejs');

export interface Token {
  readonly conversationId: string;
  readonly token: string;
}

export interface Client {
  readonly directLine: DirectLine;
  /** What was seen, in order. */
  readonly activities: readonly Activity[];
  readonly statuses: readonly ConnectionStatus[];
  /** Texts of the bot, in order. */
  botTexts(): readonly string[];
  say(text: string, clientActivityId?: string): Promise<string>;
  post(activity: object): Promise<string>;
  /** What the client does every 15 minutes by itself; answers the new token. */
  refresh(): Promise<string>;
  /** Resolves when `test` holds; rejects after `ms`. */
  until(test: () => boolean, ms?: number): Promise<void>;
  end(): void;
}

export async function generateToken(
  directLineUrl: string,
  userId: string | undefined = 'dl_alice',
): Promise<Token> {
  const answer = await fetch(`${directLineUrl}/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(userId === undefined ? {} : { user: { id: userId } }),
  });
  return (await answer.json()) as Token;
}

/** Private in its types. */
interface Refreshing {
  refreshToken(): { subscribe(next: (token: string) => void, error: (e: unknown) => void): void };
}

/** botframework-directlinejs, as a page would use it. */
export function connect(
  options: Omit<ConstructorParameters<typeof directline.DirectLine>[0], 'pollingInterval'>,
): Client {
  // No waiting at random before a reconnect.
  const directLine = new directline.DirectLine({
    timeout: 3000,
    pollingInterval: 200,
    random: () => 0,
    ...options,
  });
  const activities: Activity[] = [];
  const statuses: ConnectionStatus[] = [];
  directLine.connectionStatus$.subscribe((status) => void statuses.push(status));
  const seen = directLine.activity$.subscribe(
    (activity) => void activities.push(activity),
    () => undefined,
  );
  const post = (activity: object) =>
    new Promise<string>((resolve, reject) => {
      directLine.postActivity(activity as Activity).subscribe(resolve, reject);
    });
  return {
    ...{ directLine, activities, statuses, post },
    botTexts: () =>
      activities.flatMap((a) =>
        a.from.role === 'bot' && a.type === 'message' && a.text ? [a.text] : [],
      ),
    say: (text, clientActivityID) =>
      post({
        ...{ type: 'message', text, from: { id: 'mallory', role: 'bot' } },
        ...(clientActivityID ? { channelData: { clientActivityID } } : {}),
      }),
    refresh: () =>
      new Promise((resolve, reject) => {
        const { refreshToken } = directLine as unknown as Refreshing;
        refreshToken.call(directLine).subscribe(resolve, reject);
      }),
    until: (test, ms) => until(test, ms),
    end() {
      seen.unsubscribe();
      directLine.end();
    },
  };
}

export async function until(test: () => boolean | Promise<boolean>, ms = 8000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await test())) {
    if (performance.now() > end) throw new Error(`not so after ${ms} ms: ${test}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
