import { WebSocket } from 'ws';
import { generateToken, type Token, until } from './direct-line-client.ts';
import type { Nodes } from './kill-nodes.ts';
import { ask } from './server-request.ts';

export interface Seen {
  readonly id: string;
  readonly text: string;
  readonly from: { readonly role: string };
  readonly channelData: {
    readonly clientActivityID?: string;
    readonly 'webchat:sequence-id': number;
  };
}

/** Somebody who writes without pause, sends again what was not acknowledged, and watches a socket. */
export interface Talker {
  readonly acknowledged: readonly string[];
  /** What the socket showed, over all its reconnects. */
  readonly watched: readonly Seen[];
  /** Sends no more; resolves when the last one is acknowledged. */
  finish(): Promise<void>;
  /** The conversation as a new client reads it. */
  transcript(): Promise<readonly Seen[]>;
  stopWatching(): void;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function startTalker(nodes: Nodes, name: string, senders: number): Promise<Talker> {
  const token = await generateToken(`${await anyUrl(nodes)}/v3/directline`, `dl_${name}`);
  const acknowledged: string[] = [];
  let sending = true;
  const sendAll = async (sender: number) => {
    for (let i = 0; sending; i += 1) {
      const key = `${name}-${sender}-${i}`;
      await sendUntilAcknowledged(nodes, token, key);
      acknowledged.push(key);
      // Leaves the next node some of the machine to start on.
      await pause(25);
    }
  };
  const all = Array.from({ length: senders }, (_, sender) => sendAll(sender));
  const watch = watchStream(nodes, token);
  return {
    acknowledged,
    watched: watch.seen,
    async finish() {
      sending = false;
      await Promise.all(all);
    },
    transcript: () => readAll(nodes, token),
    stopWatching: watch.stop,
  };
}

async function anyUrl(nodes: Nodes): Promise<string> {
  await until(() => nodes.url() !== undefined);
  return nodes.url() ?? '';
}

const pathOf = ({ conversationId }: Token) => `/v3/directline/conversations/${conversationId}`;

async function sendUntilAcknowledged(nodes: Nodes, token: Token, key: string): Promise<void> {
  const json = { type: 'message', text: key, channelData: { clientActivityID: key } };
  for (;;) {
    const url = `${nodes.url()}${pathOf(token)}/activities`;
    const answer = await ask(url, { bearer: token.token, json }).catch(() => undefined);
    if (answer?.status === 200) return;
    if (answer && answer.status !== 429) throw new Error(`${answer.status} ${answer.text}`);
    await pause(10);
  }
}

async function readAll(nodes: Nodes, token: Token): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  for (;;) {
    const url = `${await anyUrl(nodes)}${pathOf(token)}/activities?watermark=${all.length}`;
    const { json } = await ask(url, { bearer: token.token });
    const page = json?.activities as readonly Seen[];
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** Reconnects with its watermark for as long as it is not stopped. */
function watchStream(nodes: Nodes, token: Token) {
  const seen: Seen[] = [];
  let watermark = '0';
  let socket: WebSocket | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    if (stopped) return;
    const url = `${nodes.url()}${pathOf(token)}?watermark=${watermark}`;
    const answer = await ask(url, { bearer: token.token }).catch(() => undefined);
    if (!answer?.json?.streamUrl) return again();
    socket = new WebSocket(String(answer.json.streamUrl));
    socket.on('message', (data) => {
      const set = String(data) === '' ? undefined : JSON.parse(String(data));
      if (!set) return;
      seen.push(...set.activities);
      watermark = set.watermark;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => void again());
  };
  const again = async () => {
    await pause(20);
    await connect();
  };
  void connect();
  return {
    seen,
    stop() {
      stopped = true;
      socket?.terminate();
    },
  };
}
