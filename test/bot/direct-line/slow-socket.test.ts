import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { pino } from 'pino';
import { serveSocket } from '../../../bot/adapters/direct-line/socket.ts';
import { createTokens } from '../../../bot/adapters/direct-line/tokens.ts';
import { createWatch } from '../../../bot/adapters/direct-line/watch.ts';
import { createNews } from '../../../bot/outbox-news.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { SECRET } from '../../support/server.ts';
import { startConversation } from '../../support/server-conversation.ts';

/** A socket whose client reads nothing: all that is sent stays in the buffer. */
class StuckSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  code: number | undefined;
  send(text: string): void {
    this.bufferedAmount += text.length;
  }
  close(code: number): void {
    this.readyState = 2;
    this.code = code;
    this.emit('close');
  }
}

describe('a socket whose client does not read', () => {
  it('is closed with 1013 once a megabyte waits', async () => {
    const converse = async () => ({ messages: [], state: {} });
    const talk = await startConversation({ converse });
    const socket = new StuckSocket();
    const tokens = createTokens({ secret: SECRET, wallClock: systemClock() });
    const news = createNews();
    const deps = {
      store: talk.store,
      tokens,
      news,
      baseUrl: () => '',
      keepAliveMs: 1e6,
    };
    const log = pino({ level: 'silent' });
    const watch = createWatch({ store: talk.store, log, everyMs: 5 });
    serveSocket(deps as never, watch, socket as never, talk.id, 0);
    for (let i = 0; i < 6; i += 1) await talk.say('x'.repeat(200_000));
    while (socket.code === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(socket.code).to.equal(1013);
    await talk.close();
  });
});
