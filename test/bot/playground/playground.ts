import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { JsonObject } from '../../../services/ports.ts';

/** What Microsoft's client shows; its own API, which is not documented (seen in 0.2.28). */
export interface Shown {
  readonly action: string;
  readonly messageId: string;
  readonly text: string;
  readonly attachments: readonly JsonObject[];
}

export interface Playground {
  readonly userId: string;
  readonly conversationId: string;
  /** All that was shown, in order. */
  readonly shown: readonly Shown[];
  install(): Promise<void>;
  say(text: string): Promise<void>;
  /** With the bot's name before it: without it nothing is delivered from there. */
  sayInGroup(text: string): Promise<void>;
  /** Action.Execute: what the bot answered in the call. */
  execute(messageId: string, action: JsonObject): Promise<JsonObject>;
  /** Action.Submit, and a messageBack. */
  submit(messageId: string, value: JsonObject): Promise<void>;
  until(wanted: (shown: readonly Shown[]) => boolean): Promise<void>;
  stop(): Promise<void>;
}

const CLI = fileURLToPath(import.meta.resolve('@microsoft/m365agentsplayground/cli.js'));

/** The Microsoft 365 Agents Playground as a program of its own on a free port, telling nobody about it. */
export async function startPlayground(
  botUrl: string,
  channel: 'msteams' | 'webchat',
): Promise<Playground> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'resolve-playground-'));
  const program = spawn(
    process.execPath,
    [
      ...[CLI, 'start', '-e', `${botUrl}/api/messages`, '-c', channel, '-p', String(port)],
      '--disable-telemetry',
    ],
    {
      stdio: 'ignore',
      // It would open a browser, and write a log below the folder that it runs in.
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, TEAMSAPPTESTER_BROWSER: 'none' },
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
      },
      cwd: folder,
    },
  );
  // Whatever becomes of the test, it does not outlive it.
  process.once('exit', () => program.kill('SIGKILL'));
  const base = `http://127.0.0.1:${port}`;
  const { config } = await configOf(base);
  const { user, chat } = { user: config.currentUser.id, chat: config.personalChat.id };
  const shown: Shown[] = [];
  const socket = new WebSocket(
    `${base.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`,
  );
  socket.on('message', (data) => shown.push(shownOf(JSON.parse(String(data)) as JsonObject)));
  await new Promise((resolve) => socket.once('open', resolve));
  const of = (messageId: string) => ({
    from: { id: user },
    conversation: { id: chat },
    replyToId: messageId,
  });
  return {
    ...{ userId: user, conversationId: chat, shown },
    install: async () => void (await post(`${base}/_debug/conversation/${chat}/installation`, {})),
    say: async (text) =>
      void (await post(`${base}/_conversation/v1/conversations/${chat}/messages`, {
        ...{ type: 'text', text, textFormat: 'plain', from: { id: user } },
      })),
    async sayInGroup(text) {
      const name = `<at>${config.bot.name}</at>`;
      const mentions = [{ mentioned: { id: config.bot.id }, text: name }];
      await post(`${base}/_conversation/v1/conversations/${config.groupChats[0]?.id}/messages`, {
        ...{ type: 'text', text: `${name} ${text}`, textFormat: 'plain', mentions },
        from: { id: user },
      });
    },
    execute: (messageId, action) =>
      post(`${base}/_conversation/v1/invoke`, {
        ...{ ...of(messageId), name: 'adaptiveCard/action', value: { action } },
      }),
    submit: async (messageId, value) =>
      void (await post(`${base}/_conversation/v1/submit`, { ...of(messageId), value })),
    async until(wanted) {
      for (let tries = 0; tries < 200 && !wanted(shown); tries += 1) await pause(25);
      if (!wanted(shown)) throw new Error(`not shown; last: ${JSON.stringify(shown.slice(-3))}`);
    },
    async stop() {
      socket.terminate();
      await ended(program);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Config {
  readonly config: {
    readonly currentUser: { readonly id: string };
    readonly personalChat: { readonly id: string };
    readonly groupChats: readonly { readonly id: string }[];
    readonly bot: { readonly id: string; readonly name: string };
  };
}

async function configOf(base: string): Promise<Config> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await fetch(`${base}/_internal/v1/config`).catch(() => undefined);
    if (answer?.ok) return (await answer.json()) as Config;
    await pause(25);
  }
  throw new Error('the Playground did not start');
}

async function post(url: string, body: unknown): Promise<JsonObject> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return text.startsWith('{') ? (JSON.parse(text) as JsonObject) : {};
}

function shownOf({ action, message }: JsonObject): Shown {
  const { messageId, text, attachments } = (message ?? {}) as JsonObject;
  return {
    action: String(action),
    messageId: String(messageId),
    text: typeof text === 'string' ? text : '',
    attachments: (attachments ?? []) as readonly JsonObject[],
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function ended(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return;
  const end = new Promise((resolve) => program.once('exit', resolve));
  program.kill('SIGKILL');
  await end;
}
