import { expect } from 'chai';
import type { JsonObject } from '../../../services/ports.ts';
import { openTeams, respond, type TeamsWorld } from './teams-world.ts';

/** F15: what is done with a message that the connector did not simply take. */
describe('a connector that does not take a message', () => {
  let world: TeamsWorld;
  beforeEach(async () => {
    world = await openTeams();
  });
  afterEach(() => world.close());

  const slack = { channelId: 'directline', conversation: { id: 'd:1' } };
  const failing = (status: number, times: number, headers: Record<string, string> = {}) => {
    let left = times;
    world.answerWith((res) => {
      left -= 1;
      if (left >= 0) respond(res, status, {}, headers);
      else respond(res, 200, { id: 'x' });
    });
  };
  const later = async (ms: number) => {
    world.clock.advance(ms);
    await world.settle();
  };
  const texts = () => world.heard().map(({ text }) => text);
  const say = (text: string, more: JsonObject = {}) => world.post({ id: text, text, ...more });

  it('with 429 gets it again when it said, not before, and the next one behind it', async () => {
    failing(429, 1, { 'retry-after': '30' });
    await say('one');
    await say('two');
    expect(texts()).to.deep.equal(['echo: 1 one']);
    await later(29_999);
    expect(texts()).to.deep.equal([]);
    await later(1);
    expect(texts()).to.deep.equal(['echo: 1 one', 'echo: 2 two']);
  });

  it('with 412 gets it again soon', async () => {
    failing(412, 1);
    await say('one');
    await later(1_000);
    await later(60_000);
    expect(texts()).to.deep.equal(['echo: 1 one', 'echo: 1 one']);
  });

  for (const status of [502, 504]) {
    it(`with ${status} gets it again in Teams, three times at most`, async () => {
      failing(status, 100);
      await say('one');
      for (let i = 0; i < 10; i += 1) await later(60_000);
      expect(texts()).to.have.length(4);
      failing(200, 0);
      await say('two');
      expect(texts()).to.deep.equal(['echo: 2 two']);
    });

    it(`with ${status} never gets it again on another channel`, async () => {
      failing(status, 100);
      await say('one', slack);
      for (let i = 0; i < 3; i += 1) await later(60_000);
      expect(texts()).to.have.length(1);
    });
  }

  for (const status of [408, 500, 503])
    it(`with ${status} never gets it again: it may have arrived. The conversation goes on`, async () => {
      failing(status, 1);
      await say('one');
      for (let i = 0; i < 3; i += 1) await later(60_000);
      await say('two');
      expect(texts()).to.deep.equal(['echo: 1 one', 'echo: 2 two']);
      expect(world.logged.join()).to.include('ambiguous');
    });

  it('for good never gets it again', async () => {
    failing(403, 1);
    await say('one');
    for (let i = 0; i < 3; i += 1) await later(60_000);
    expect(texts()).to.have.length(1);
  });

  it('of one chat does not hold up another one', async () => {
    world.answerWith((res, { path }) =>
      path.includes('a%3A1') ? respond(res, 429) : respond(res, 200, { id: 'x' }),
    );
    await say('one');
    await say('two', { conversation: { id: 'a:2', conversationType: 'personal' } });
    expect(texts()).to.deep.equal(['echo: 1 one', 'echo: 1 two']);
  });
});
