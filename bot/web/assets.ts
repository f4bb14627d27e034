import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { stop, transformSync } from 'esbuild';
import type { Logger } from 'pino';
import type { Server } from 'restify';
import { notFound } from '../http/problem.ts';
import { route } from '../http/server.ts';
import { projectRoot } from '../project-root.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly type: string;
  readonly hash: string;
  readonly bodies: { readonly identity: Buffer; readonly gzip: Buffer; readonly br: Buffer };
}

const year = 'public, max-age=31536000, immutable';
const statics = ['bot/web/static', 'bot/console/static', 'bot/evidence-page/static'];
const embed = join(projectRoot, 'bot/web/static/embed.js');
const webChat = join(projectRoot, 'bot/web/vendor/webchat.js');
const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

export interface Assets {
  /** The address of a file of static/, of `htmx.js` or of `webchat.js`, that changes with its content. Throws if there is none. */
  url(name: string): string;
  mount(server: Server, deps: { readonly log: Logger }): void;
}

/** Reads the files of the static/ folders, htmx and Web Chat's one file into memory; throws if Web Chat is not installed. */
export function readAssets(): Assets {
  const assets = new Map<string, Asset>();
  for (const folder of statics)
    for (const name of readdirSync(join(projectRoot, folder))) {
      const type = types[extname(name)];
      if (type) assets.set(name, compressed(readFileSync(join(projectRoot, folder, name)), type));
    }
  assets.set('embed.js', compressed(smaller(embed), types['.js'] ?? ''));
  assets.set('htmx.js', compressed(readFileSync(htmx), types['.js'] ?? ''));
  assets.set('webchat.js', precompressed());
  return {
    url: (name) => `/static/${name}?v=${assetOf(assets, name).hash}`,
    mount(server, { log }) {
      server.get(
        '/static/:name',
        route(log, async (req, res) => {
          const asset = assets.get(String(req.params.name));
          if (!asset) throw notFound();
          const named = req.getQuery() === `v=${asset.hash}`;
          answerAsset(req, res, asset, named ? year : 'no-cache');
        }),
      );
      // The shops' pages name it without a version, so it is asked for again every hour.
      server.get(
        '/embed.js',
        route(log, async (req, res) => {
          res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
          answerAsset(req, res, assetOf(assets, 'embed.js'), 'public, max-age=3600');
        }),
      );
    },
  };
}

function assetOf(assets: ReadonlyMap<string, Asset>, name: string): Asset {
  const asset = assets.get(name);
  if (!asset) throw new Error(`No file ${name} in bot/web/static`);
  return asset;
}

const hashOf = (bytes: Buffer) =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 12);

function compressed(identity: Buffer, type: string): Asset {
  const bodies = { identity, gzip: gzipSync(identity), br: brotliCompressSync(identity) };
  return { type, hash: hashOf(identity), bodies };
}

/**
 * Every page of every shop loads this one, so it goes without its comments and long names: 4.6 KB, not 7.6. esbuild comes
 * with tsx; it is let go at once, or its process would stay.
 */
function smaller(path: string): Buffer {
  const { code } = transformSync(readFileSync(path, 'utf8'), { minify: true });
  void stop();
  return Buffer.from(code);
}

/** Compressed when it was installed: doing it here would cost seconds at every start. */
function precompressed(): Asset {
  const identity = readFileSync(webChat);
  const bodies = {
    identity,
    gzip: readFileSync(`${webChat}.gz`),
    br: readFileSync(`${webChat}.br`),
  };
  return { type: types['.js'] ?? '', hash: hashOf(identity), bodies };
}

function answerAsset(
  req: IncomingMessage,
  res: ServerResponse,
  asset: Asset,
  cacheControl: string,
): void {
  const encoding = encodingOf(req);
  const etag = `"${asset.hash}-${encoding}"`;
  const headers = { 'Cache-Control': cacheControl, ETag: etag, Vary: 'Accept-Encoding' };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers);
    res.end();
    return;
  }
  const body = asset.bodies[encoding];
  res.writeHead(200, {
    ...headers,
    'Content-Type': asset.type,
    'Content-Length': body.length,
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  });
  res.end(body);
}

/** Brotli or gzip where the client names it without forbidding it. */
function encodingOf(req: IncomingMessage): keyof Asset['bodies'] {
  const accepted = String(req.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0]);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}
