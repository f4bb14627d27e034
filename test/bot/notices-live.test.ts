import { expect } from 'chai';
import type { App } from '../../index.ts';
import { type Client, connect, generateToken } from '../support/direct-line-client.ts';
import { CHAT_SECRET, SECRET } from '../support/server.ts';
import { demoApp } from './web/app-in-browser.ts';

/** Longer than the product's own second, for a busy machine. */
const patienceMs = 8_000;

describe('the demo’s other parties, seen from an open chat', () => {
  const demo = demoApp();
  const env = { DIRECT_LINE_SECRET: SECRET, CHAT_JWT_SECRET: CHAT_SECRET };
  let app: App;
  let client: Client;
  before(async () => {
    app = await demo.start(0, env);
  });
  after(async () => {
    client.end();
    await app.stop();
    demo.remove();
  });

  const post = async (path: string, body: object) => {
    const answer = await fetch(`${app.url}/demo/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status, await answer.text()).to.equal(200);
  };
  const disputeOfLamp = () =>
    app.store.run(async (tx) => {
      const all = await app.store.disputes.listOf(tx, 'emma');
      return all.find(({ phase }) => phase.state === 'awaiting_seller')?.id ?? '';
    });
  const told = (words: string) => client.botTexts().filter((text) => text.includes(words)).length;
  const tells = async (words: string) => {
    await client.until(() => told(words) > 0, patienceMs).catch(() => undefined);
    expect(told(words), `${words} in ${client.botTexts().join('\n')}`).to.equal(1);
  };

  it('are heard of at once, each once and in order, over a restart too', async function () {
    this.timeout(40_000);
    const domain = `${app.url}/v3/directline`;
    const { token } = await generateToken(domain, 'dl_emma');
    client = connect({ domain, token });
    await client.until(() => client.botTexts().length > 0, patienceMs);
    const disputeId = await disputeOfLamp();
    await post('seller', { disputeId, move: 'refuse', words: 'It left us in one piece.' });
    await tells('It left us in one piece.');
    const port = Number(new URL(app.url).port);
    await app.stop();
    app = await demo.start(port, env);
    await post('clock', { advance: 'P8D' });
    await tells('There was no agreement in time');
    await post('case-manager', {
      ...{ disputeId, move: 'rule', outcome: 'full' },
      words: 'The photos show the damage.',
    });
    await tells('The photos show the damage.');
    await post('payments', { disputeId, result: 'failed' });
    await tells('did not go through');
    expect(told('It left us in one piece.')).to.equal(1);
  });
});
