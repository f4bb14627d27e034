import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Of this one hop alone; without them the request is an ordinary one. */
const DROPPED = new Set(['upgrade', 'connection', 'http2-settings']);

/**
 * A client may offer to go on in another protocol (`Upgrade: h2c`), and whoever does not know it answers as ever
 * (RFC 9110 7.8). Node has taken the connection from its parser by then: it is given back, the request without
 * its offer first.
 */
export function serveWithoutUpgrade(
  http: HttpServer,
  req: IncomingMessage,
  socket: Duplex,
  rest: Buffer,
): void {
  const lines = [`${req.method} ${req.url} HTTP/${req.httpVersion}`];
  for (let at = 0; at + 1 < req.rawHeaders.length; at += 2) {
    const name = req.rawHeaders[at] ?? '';
    if (!DROPPED.has(name.toLowerCase())) lines.push(`${name}: ${req.rawHeaders[at + 1]}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), rest]));
  http.emit('connection', socket);
}
