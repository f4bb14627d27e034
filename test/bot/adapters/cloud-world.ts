import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { Server as RestifyServer } from 'restify';
import { type CloudArrival, type CloudDeps, createCloud } from '../../../bot/adapters/cloud.ts';
import type {
  CloudConfig,
  Credentials,
  Endpoints,
} from '../../../bot/adapters/cloud-authentication.ts';
import { mountMessages } from '../../../bot/adapters/cloud-route.ts';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';

export const APP = '11111111-2222-3333-4444-555555555555';
export const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

const KID = 'k1';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Of somebody who is not the issuer. */
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export interface Minting {
  readonly alg?: 'RS256' | 'HS256' | 'none' | 'None';
  /** Signed by another key than the one that its header names. */
  readonly byStranger?: true;
  /** The stranger's key comes in the header, as a hint where to find it. */
  readonly withOwnKey?: true;
  readonly kid?: string;
  /** Seconds from now to its end. */
  readonly life?: number;
}

/** A token as a channel sends it, signed here. A claim that is undefined is left out. */
export function mint(claims: Record<string, unknown> = {}, minting: Minting = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const { alg = 'RS256', kid = KID, life = 3600, byStranger, withOwnKey } = minting;
  const usual = { iss: ISSUER, aud: APP, serviceurl: SERVICE_URL, nbf: now - 7200 };
  const jwk = withOwnKey && { jwk: { ...stranger.publicKey.export({ format: 'jwk' }), kid } };
  const head = part({ alg, typ: 'JWT', kid, ...jwk });
  const body = `${head}.${part({ ...usual, exp: now + life, ...claims })}`;
  const key = byStranger || withOwnKey ? stranger.privateKey : privateKey;
  return `${body}.${signature(alg, body, key)}`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(alg: string, body: string, key: KeyObject): string {
  if (alg.toLowerCase() === 'none') return '';
  // The confusion attack: our public key, which everybody knows, as the secret of an HMAC.
  if (alg === 'HS256')
    return createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
      .update(body)
      .digest('base64url');
  return createSign('RSA-SHA256').update(body).sign(key).toString('base64url');
}

/** A server of this machine on a free port. */
export async function serve(
  answer: (req: IncomingMessage, res: ServerResponse) => void,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The issuer's public keys, endorsed for Teams and Direct Line. */
export async function serveKeys() {
  const { n, e } = publicKey.export({ format: 'jwk' });
  const endorsements = ['msteams', 'directline', 'facebook', 'slack'];
  const keys = [{ kty: 'RSA', use: 'sig', kid: KID, n, e, endorsements }];
  const issuer = await serve((req, res) => {
    res.setHeader('content-type', 'application/json');
    const metadata = { issuer: ISSUER, jwks_uri: `${issuer.url}/keys` };
    res.end(JSON.stringify(req.url === '/keys' ? { keys } : metadata));
  });
  return issuer;
}

/** Login needs the network, so the tests bring their own outgoing token. */
export const credentials = {
  isValidAppId: async (id: string) => id === APP,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', 'Bearer CANARY-outgoing');
      return request;
    },
  }),
} as unknown as Credentials;

export function endpointsAt(url: string): Endpoints {
  return {
    loginUrl: 'https://login.microsoftonline.com/botframework.com',
    oauthScope: ISSUER,
    oauthUrl: ISSUER,
    tokenIssuer: ISSUER,
    openIdMetadataUrl: `${url}/.well-known/openidconfiguration`,
    serviceHosts: [],
  };
}

export interface World {
  readonly received: CloudArrival[];
  readonly log: string[];
  readonly cloud: ReturnType<typeof createCloud>;
  readonly url: string;
  readonly post: (
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly type: string; readonly text: string }>;
  readonly close: () => Promise<void>;
}

/** A bot that listens, with what it received and what it logged. */
export async function openWorld(
  config: CloudConfig,
  more: Partial<Pick<CloudDeps, 'receive' | 'credentials' | 'deadline'>> = {},
): Promise<World> {
  const received: CloudArrival[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const receive = async (arrival: CloudArrival) => {
    received.push(arrival);
    return undefined;
  };
  const press = async (arrival: CloudArrival) => {
    received.push(arrival);
    return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thanks' };
  };
  const cloud = createCloud({ config, log, receive, press, ...more });
  const server: RestifyServer = createHttpServer({ log });
  mountMessages(server, { cloud, log, ids: { next: (kind) => `${kind}-1` } });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    ...{ received, log: lines, cloud, url },
    post: async (body, headers = {}) => {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const type = response.headers.get('content-type') ?? '';
      return { status: response.status, type, text: await response.text() };
    },
    close: () => stopListening(server),
  };
}

/** A message as Teams sends it. */
export function activity(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'message',
    id: 'a-1',
    text: 'Where is my parcel?',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: { id: '29:ana', name: 'Ana', aadObjectId: 'x' },
    recipient: { id: '28:bot', name: 'Resolve' },
    conversation: { id: 'a:1', conversationType: 'personal', tenantId: 't' },
    timestamp: '2026-11-23T06:00:00Z',
    ...changes,
  };
}
