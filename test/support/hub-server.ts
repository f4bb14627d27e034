import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from './direct-line-client.ts';

export const HUB_SECRET = `whsec_${Buffer.from('hub-secret-of-the-tests-01234567').toString('base64')}`;
export const HUB_KEY = 'hub-key-of-the-tests-0123456789abcdef';

/** What we send, as far as the tests read it. */
export interface HubActivity {
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly handoffId: string;
  readonly caseNumber: string;
  readonly statusUrl: string;
  readonly messagesUrl: string;
  readonly conversation: { readonly id: string };
  readonly from: { readonly role: string };
  readonly value?: Readonly<Record<string, unknown>>;
  readonly attachments?: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly contentUrl?: string;
    readonly content?: { readonly activities: readonly HubActivity[] };
  }[];
}

export interface StandInHub {
  readonly url: string;
  /** Verified by an independent library, without the repeats. */
  readonly got: HubActivity[];
  /** What it answers; -1: never. */
  status: number;
  /** Of this buyer, in order. */
  of(userId: string): readonly HubActivity[];
  waitsFor(test: (activity: HubActivity) => boolean): Promise<HubActivity>;
  /** A status or a message, as the hub's adapter sends it. */
  tell(url: string, body: object, key?: string): Promise<{ status: number; json: object }>;
  close(): Promise<void>;
}

let calls = 0;

/** An external hub: takes webhooks, and acts with a key of the scope `handoff`. */
export async function startHub(): Promise<StandInHub> {
  const ids = new Set<string>();
  const got: HubActivity[] = [];
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (hub.status < 0) return;
      const headers = req.headers as Record<string, string>;
      const activity = new Webhook(HUB_SECRET).verify(Buffer.concat(chunks), headers);
      const id = headers['webhook-id'] ?? '';
      if (hub.status < 300 && !ids.has(id)) got.push(activity as HubActivity);
      if (hub.status < 300) ids.add(id);
      res.writeHead(hub.status);
      res.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: StandInHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    ...{ got, status: 200 },
    of: (userId) => {
      const talks = got.filter(({ value }) => (value?.buyer as { id?: string })?.id === userId);
      const ids = new Set(talks.map(({ handoffId }) => handoffId));
      return got.filter(({ handoffId }) => ids.has(handoffId));
    },
    async waitsFor(test) {
      await until(() => got.some(test));
      return got.find(test) as HubActivity;
    },
    async tell(url, body, key) {
      calls += 1;
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${HUB_KEY}`,
          'content-type': 'application/json',
          'idempotency-key': key ?? `hub-${calls}`,
        },
        body: JSON.stringify(body),
      });
      return { status: answer.status, json: (await answer.json()) as object };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hub;
}
