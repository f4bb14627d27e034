import { checkSession } from '../../services/staff/session.ts';
import type { ConsoleDeps } from './deps.ts';
import type { Visit } from './route.ts';

export interface Sent {
  /** Comes back as `Last-Event-ID` after a drop. */
  readonly id?: string | number;
  readonly event: string;
  /** One line or several; a text or JSON. */
  readonly data: string;
}

export interface ConsoleStream {
  /** False once the reader is gone, or so slow that it was cut off: it comes back by itself. */
  send(sent: Sent): boolean;
  onClose(listener: () => void): void;
  close(): void;
  readonly closed: boolean;
}

/** A reader that does not take what it is sent is cut off here. */
const maxBuffered = 1024 * 1024;

/**
 * Server-sent events for one page. Says that it is there, and asks whether the session is good still and the role the
 * same, every `recheckMs`; if not, it says `signed-out` and ends (I27).
 */
export function openStream(visit: Visit, { staff, recheckMs, log }: ConsoleDeps): ConsoleStream {
  const { res, sessionId, principal } = visit;
  const listeners: (() => void)[] = [];
  const state = { closed: false };
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // A proxy that collects an answer before it passes it on would hold back every event.
    'X-Accel-Buffering': 'no',
  });
  res.write('retry: 2000\n\n');
  const close = () => {
    if (state.closed) return;
    state.closed = true;
    clearInterval(timer);
    res.end();
    for (const listener of listeners) listener();
  };
  const write = (text: string): boolean => {
    if (state.closed) return false;
    if (!res.destroyed) res.write(text);
    if (res.destroyed || res.writableLength > maxBuffered) close();
    return !state.closed;
  };
  const recheck = async () => {
    const now = await checkSession(staff, sessionId);
    if (now?.member.role === principal.role) write(': here\n\n');
    else {
      write('event: signed-out\ndata: \n\n');
      close();
    }
  };
  const timer = setInterval(() => {
    recheck().catch((fault: unknown) => log.error({ err: fault }, 'a session was not checked'));
  }, recheckMs);
  res.on('close', close);
  // Gone while the session was looked up: its `close` was before this, and comes no second time.
  if (res.destroyed) close();
  return {
    send: ({ id, event, data }) => write(textOf(id, event, data)),
    onClose: (listener) => {
      if (state.closed) listener();
      else listeners.push(listener);
    },
    close,
    get closed() {
      return state.closed;
    },
  };
}

function textOf(id: Sent['id'], event: string, data: string): string {
  const lines = data.split(/\r\n|[\r\n]/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\n${lines.join('')}\n`;
}
