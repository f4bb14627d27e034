import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly got: Received[];
  /** What it answers to the next one; 200 unless a test says otherwise. -1: never. */
  status: number;
  headers: Record<string, string>;
  close(): Promise<void>;
}

/** The marketplace's end of the webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (receiver.status < 0) return;
      const taken = receiver.status < 300;
      if (taken) got.push({ headers: plain(req.headers), body: Buffer.concat(chunks).toString() });
      // restify's writeHead answers nothing, so no chaining.
      res.writeHead(receiver.status, receiver.headers);
      res.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    ...{ got, status: 200, headers: {} },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

const plain = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
