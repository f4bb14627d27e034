import type { IncomingMessage, ServerResponse } from 'node:http';
import pino from 'pino';
import { assembleCloud } from '../../../bot/adapters/assemble-cloud.ts';
import { mountMessages } from '../../../bot/adapters/cloud-route.ts';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { createOutbox, type Outbox } from '../../../bot/outbox.ts';
import { drain } from '../../../bot/outbox-drain.ts';
import type { Converse, TurnDeps } from '../../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../../bot/turn-engine.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import type { JsonObject, Store } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';
import { plainKnowledge, testConverse } from '../../support/server-dialog.ts';
import { memoryStore } from '../../support/stores.ts';
import { APP, activity, credentials, endpointsAt, mint, serve, serveKeys } from './cloud-world.ts';

/** What the connector was asked to do. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject;
}

export interface TeamsWorld {
  readonly store: Store;
  readonly engine: TurnEngine;
  readonly outbox: Outbox;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly calls: Call[];
  readonly logged: string[];
  /** How the connector answers from now on; by default 200 with an id that counts: `sent-1` ... */
  readonly answerWith: (answer: (res: ServerResponse, call: Call) => void) => void;
  /** Posts an activity with a valid token; waits until everything that follows from it was sent. */
  readonly post: (
    changes?: JsonObject,
  ) => Promise<{ readonly status: number; readonly body: JsonObject }>;
  /** Everything that waits is done and sent. */
  readonly settle: () => Promise<void>;
  /** What was said in messages since the last look. */
  readonly heard: () => readonly JsonObject[];
  readonly close: () => Promise<void>;
}

/** The whole of the cloud's side, from signed HTTP to a connector of this machine, with a small bot between. */
export async function openTeams(
  options: {
    readonly converse?: Converse;
    readonly times?: TurnDeps['times'];
    readonly replyMs?: number;
  } = {},
): Promise<TeamsWorld> {
  const store = await memoryStore();
  const calls: Call[] = [];
  const connector = await serveConnector(calls);
  const keys = await serveKeys();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
  const clock = fixedClock(noon);
  const current = createRulebook({ policyZone: 'UTC', holidays: [] });
  const shared = {
    ...{ store, clock, log, ids: sequentialIds(), knowledge: plainKnowledge },
    rulebooks: { current, of: () => current },
    ...{ actionKey: 'action-key', baseUrl: () => 'https://help.example' },
    pulledChannels: new Set(['directline']),
  };
  const deliver = () => drain(outbox);
  const engine = createTurnEngine({
    ...{ ...shared, parallel: 1, converse: options.converse ?? testConverse },
    ...(options.times && { times: options.times }),
  });
  const { cloud, sender } = assembleCloud({
    ...{ ...shared, engine, deliver, credentials, secret: 'secret', wallClock: clock },
    ...(options.replyMs !== undefined && { replyMs: options.replyMs }),
    config: { appId: APP, loopbackDemo: true, endpoints: endpointsAt(keys.url) },
    // No test here brings a file.
    files: {} as never,
    images: {} as never,
  });
  const outbox = createOutbox({ store, clock, log, senders: { channel: sender } });
  const server = createHttpServer({ log });
  mountMessages(server, { cloud, log, ids: shared.ids });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const settle = async () => {
    await engine.worker.idle();
    await deliver();
  };
  let seen = 0;
  return {
    ...{ store, engine, outbox, clock, calls, logged, settle },
    answerWith: connector.answerWith,
    async post(changes = {}) {
      const serviceUrl = connector.url;
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${mint({ serviceurl: serviceUrl })}`,
        },
        body: JSON.stringify(activity({ serviceUrl, ...changes })),
      });
      const body = (await response.json()) as JsonObject;
      await settle();
      return { status: response.status, body };
    },
    heard() {
      const fresh = calls.slice(seen);
      seen = calls.length;
      return fresh.filter(({ method }) => method === 'POST').map(({ body }) => body);
    },
    async close() {
      await engine.worker.stop();
      await stopListening(server);
      connector.close();
      keys.close();
      await store.close();
    },
  };
}

async function serveConnector(calls: Call[]) {
  let sent = 0;
  const usual = (res: ServerResponse) => respond(res, 200, { id: `sent-${++sent}` });
  let answer: (res: ServerResponse, call: Call) => void = usual;
  const server = await serve((req, res) => {
    void readCall(req).then((call) => {
      calls.push(call);
      answer(res, call);
    });
  });
  const answerWith = (next: typeof answer) => {
    answer = next;
  };
  return { ...server, answerWith };
}

async function readCall(req: IncomingMessage): Promise<Call> {
  let text = '';
  for await (const chunk of req) text += chunk;
  const { method = '', url: path = '' } = req;
  return { method, path, body: JSON.parse(text || '{}') as JsonObject };
}

export function respond(
  res: ServerResponse,
  status: number,
  body: JsonObject = {},
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

/** What `work` does while the conversation has too much to do. The store's parts are shared by all tests. */
export async function whileFull<T>({ store }: TeamsWorld, work: () => Promise<T>): Promise<T> {
  const { countWaiting } = store.inbox;
  Object.assign(store.inbox, { countWaiting: async () => 20 });
  return work().finally(() => Object.assign(store.inbox, { countWaiting }));
}

/** The Adaptive Card of what was sent. */
export function cardOf(sent: JsonObject | undefined): JsonObject {
  const [attachment] = (sent?.attachments ?? []) as readonly JsonObject[];
  if (!attachment) throw new Error(`no card in ${JSON.stringify(sent)}`);
  return attachment.content as JsonObject;
}

/** The press of a button as Teams sends it. */
export function pressOf(sent: JsonObject | undefined, title: string): JsonObject {
  const actions = (cardOf(sent).actions ?? []) as readonly JsonObject[];
  const { type, verb, data } = actions.find((action) => action.title === title) ?? {};
  if (!type || !verb || !data) throw new Error(`no button ${title} in ${JSON.stringify(sent)}`);
  return {
    ...{ type: 'invoke', name: 'adaptiveCard/action' },
    value: { action: { type, verb, data, title }, trigger: 'manual' },
  };
}
