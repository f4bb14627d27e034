import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect } from 'chai';
import type { ConsoleDeps } from '../../../bot/console/deps.ts';
import type { Visit } from '../../../bot/console/route.ts';
import { openStream } from '../../../bot/console/stream.ts';

describe('a stream of the console', () => {
  const opened = (leave: (res: ServerResponse) => void) => {
    const res = new ServerResponse(new IncomingMessage(new Socket()));
    leave(res);
    const visit = { res, sessionId: 's', principal: { kind: 'staff', id: 'a', role: 'agent' } };
    // Asks nothing of the rest before `recheckMs` is over.
    const deps = { recheckMs: 60_000 } as ConsoleDeps;
    return { res, stream: openStream(visit as unknown as Visit, deps) };
  };

  it('whose reader left before it was opened is over at once, and tells who follows', () => {
    const { stream } = opened((res) => res.destroy());
    expect(stream.closed).to.equal(true);
    let told = 0;
    stream.onClose(() => {
      told += 1;
    });
    expect(told).to.equal(1);
    expect(stream.send({ event: 'case', data: '{}' })).to.equal(false);
  });

  it('whose reader leaves later is over at the next word, if nobody says so before', () => {
    const { res, stream } = opened(() => undefined);
    expect(stream.closed).to.equal(false);
    res.destroyed = true;
    expect(stream.send({ event: 'case', data: '{}' })).to.equal(false);
    expect(stream.closed).to.equal(true);
  });
});
