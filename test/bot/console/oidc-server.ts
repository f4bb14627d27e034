import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const clientId = 'resolve';
const clientSecret = 'the-secret-of-the-client';

/** Changes what the provider signs, for sign-ins that must fail. */
export interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signed with a key that the provider never published. */
  readonly foreignKey?: boolean;
}

/** A small OpenID Connect provider: discovery, keys, code with PKCE, signed id tokens. Real time, as its clients'. */
export async function oidcServer() {
  const [own, foreign] = [keyPair(), keyPair()];
  const person = { claims: {} as Record<string, unknown>, forgery: {} as Forgery };
  const codes = new Map<string, { challenge: string; nonce: string; redirect: string }>();
  const server = createServer((req, res) => {
    answer(req, res).catch((fault: unknown) => send(res, 500, { error: String(fault) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const { pathname } = new URL(req.url ?? '', issuer);
    if (pathname === '/.well-known/openid-configuration') send(res, 200, discovery(issuer));
    else if (pathname === '/keys') send(res, 200, { keys: [own.jwk] });
    else if (pathname === '/token') send(res, ...(await token(req)));
    else send(res, 404, {});
  };

  const token = async (req: IncomingMessage): Promise<[number, object]> => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const form = new URLSearchParams(body);
    const found = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const known =
      form.get('client_secret') === clientSecret && form.get('redirect_uri') === found?.redirect;
    if (!found || !known || challenge !== found.challenge) return [400, { error: 'invalid_grant' }];
    const idToken = signed(found.nonce);
    return [200, { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken }];
  };

  const signed = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: clientId, sub: 'u-1', nonce, iat: now, exp: now + 60 };
    const all = { ...claims, ...person.claims, ...person.forgery.claims };
    const head = encode({ alg: 'RS256', kid: own.jwk.kid, typ: 'JWT' });
    const key = person.forgery.foreignKey ? foreign : own;
    const text = `${head}.${encode(all)}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key.privateKey, 'base64url')}`;
  };

  return {
    ...{ issuer, clientId, clientSecret },
    /** What the browser does there: signs in as this person, and is sent back to this address. */
    signIn(at: URL, claims: Record<string, unknown>, forgery: Forgery = {}): URL {
      Object.assign(person, { claims, forgery });
      const asked = at.searchParams;
      const code = `code-${codes.size}-${Math.random()}`;
      const redirect = asked.get('redirect_uri') ?? '';
      codes.set(code, {
        ...{ challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '' },
        redirect,
      });
      const back = new URL(redirect);
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked.get('state') ?? '');
      return back;
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' };
  return { privateKey, jwk };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const discovery = (issuer: string) => ({
  ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
  ...{ jwks_uri: `${issuer}/keys`, response_types_supported: ['code'] },
  ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  code_challenge_methods_supported: ['S256'],
});

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}
