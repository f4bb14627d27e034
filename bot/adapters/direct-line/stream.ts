import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import { WebSocketServer } from 'ws';
import { Problem } from '../../http/problem.ts';
import { serveWithoutUpgrade } from '../../http/without-upgrade.ts';
import { existing } from './authorize.ts';
import { seqOf } from './conversation-routes.ts';
import type { DirectLineDeps } from './deps.ts';
import { createPlaces, type Places } from './places.ts';
import { serveSocket } from './socket.ts';
import { createWatch } from './watch.ts';

/** Clients send nothing but keepalives. */
const MAX_PAYLOAD_BYTES = 64 * 1024;
/** Tabs of one conversation; closing the older ones would make them steal it from each other for ever. */
const MAX_SOCKETS = 20;
const PATH = /^\/v3\/directline\/conversations\/([\w-]+)\/stream$/;

export interface Stream {
  /** Cuts every socket: the clients come back by themselves, with their watermarks. */
  close(): void;
}

/** `GET /v3/directline/conversations/:id/stream` as a WebSocket; preauthorised by `t`, since browsers send no header. */
export function mountStream(server: Server, deps: DirectLineDeps): Stream {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD_BYTES });
  const places = createPlaces({ each: MAX_SOCKETS, all: Number.POSITIVE_INFINITY });
  const watch = createWatch({ store: deps.store, log: deps.log, everyMs: deps.pollMs });
  const http = server.server as HttpServer;

  http.on('upgrade', (req, socket, head) => {
    if (req.headers.upgrade?.toLowerCase() !== 'websocket')
      return serveWithoutUpgrade(http, req, socket, head);
    socket.on('error', () => socket.destroy());
    void judge(deps, req, places).then((verdict) => {
      if ('status' in verdict) return refuse(socket, verdict.status);
      // Whatever becomes of the handshake, this is when the place is free again.
      socket.once('close', verdict.giveBack);
      if (socket.destroyed) return verdict.giveBack();
      sockets.handleUpgrade(req, socket, head, (ws) =>
        serveSocket(deps, watch, ws, verdict.id, verdict.after),
      );
    });
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

type Verdict =
  | { readonly id: string; readonly after: number; readonly giveBack: () => void }
  | { readonly status: number };

async function judge(deps: DirectLineDeps, req: IncomingMessage, places: Places): Promise<Verdict> {
  try {
    const address = `http://host${req.url ?? '/'}`;
    if (!URL.canParse(address)) return { status: 400 };
    const url = new URL(address);
    const id = PATH.exec(url.pathname)?.[1];
    if (!id) return { status: 404 };
    if (!originAllowed(deps, req.headers.origin)) return { status: 403 };
    const token = deps.tokens.readStream(url.searchParams.get('t') ?? '');
    if (!token.ok) return { status: 403 };
    if (token.claims.conversationId !== id) return { status: 404 };
    // Before anything is waited for: a hundred at once are not judged by the same count.
    const giveBack = places.take(id);
    if (!giveBack) return { status: 429 };
    await existing(deps, id).catch((error: unknown) => {
      giveBack();
      throw error;
    });
    return { id, after: seqOf(url.searchParams.get('watermark') ?? undefined), giveBack };
  } catch (error) {
    if (error instanceof Problem) return { status: error.status };
    deps.log.error({ err: error }, 'an upgrade failed');
    return { status: 503 };
  }
}

/** A browser always says where its page is from; a client without an Origin is no browser and has the token. */
function originAllowed(deps: DirectLineDeps, origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return origin === new URL(deps.baseUrl()).origin || deps.allowedOrigins.has(origin);
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
