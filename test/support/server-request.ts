import { connect as connectTcp } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, or undefined. */
  readonly json: Record<string, unknown> | undefined;
}

export interface Ask {
  readonly method?: string;
  readonly bearer?: string;
  readonly body?: string | Uint8Array | FormData;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function ask(url: string, request: Ask = {}): Promise<Answer> {
  const { bearer, json, body } = request;
  const sent = json === undefined ? body : JSON.stringify(json);
  const answer = await fetch(url, {
    method: request.method ?? (sent === undefined ? 'GET' : 'POST'),
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...request.headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
}

/** Sends bytes that no HTTP client would; resolves with all that came back until the connection closed. */
export function sendRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connectTcp(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
    socket.setTimeout(3000, () => socket.destroy());
  });
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
