import { expect } from 'chai';
import { pino } from 'pino';
import { watchingGuesses } from '../../../bot/guess-watch.ts';
import type { Converse } from '../../../bot/turn-deps.ts';
import type { Phrase } from '../../../knowledge/phrase.ts';
import type { Instant } from '../../../services/domain/time.ts';

const MINUTE_MS = 60_000;
type Scene = Parameters<Converse>[2];

describe('a buyer who asks for one order after the other', () => {
  let now: number;
  let logged: Record<string, unknown>[];
  let says: string;
  let converse: Converse;
  beforeEach(() => {
    now = 0;
    logged = [];
    says = 'refusal.not_found';
    const log = pino({ level: 'warn' }, { write: (line) => void logged.push(JSON.parse(line)) });
    const text = () => [{ key: says, data: { order: '8130000000000001' } } as Phrase];
    const inner: Converse = () => Promise.resolve({ messages: [{ text: text() }], state: {} });
    converse = watchingGuesses(inner, { log, clock: { now: () => now as Instant } });
  });

  const asks = async (id: string | undefined, times: number, everyMs = 1000) => {
    const scene = { ...(id ? { buyer: { id } } : {}) } as Scene;
    for (let i = 0; i < times; i += 1) {
      now += everyMs;
      await converse({} as never, {}, scene, {} as never);
    }
  };

  it('is told to the operator after ten in ten minutes, by id alone', async () => {
    await asks('ana', 9);
    expect(logged).to.deep.equal([]);
    await asks('ana', 1);
    expect(logged).to.have.length(1);
    expect(logged[0]).to.include({ buyerId: 'ana', event: 'guessing', level: 40 });
    expect(JSON.stringify(logged)).to.not.include('8130');
    await asks('ana', 10);
    expect(logged).to.have.length(2);
  });

  it('is nothing to tell if it is slow, of several buyers, a visitor’s, or if orders are found', async () => {
    await asks('ana', 30, MINUTE_MS + 7000);
    await asks('bob', 9);
    await asks('eve', 9);
    await asks(undefined, 30);
    says = 'help.not_found';
    await asks('bob', 30);
    expect(logged).to.deep.equal([]);
  });
});
