import { expect } from 'chai';
import { pino } from 'pino';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { readAssets } from '../../../bot/web/assets.ts';
import type { DemoDeps } from '../../../bot/web/demo-deps.ts';
import { mountDemo } from '../../../bot/web/demo-routes.ts';
import { mountShop } from '../../../bot/web/shop.ts';
import { sendSellerMessage } from '../../../services/orders/send-seller-message.ts';
import type { Store } from '../../../services/ports.ts';
import {
  actingOn,
  ana,
  countingIds,
  done,
  putAs,
  rulebooks,
} from '../../services/disputes/world.ts';
import { aBuyer, anOrder, noon } from '../../support/fixtures.ts';
import { realKnowledge } from '../../support/seeded-demo.ts';
import { memoryStore } from '../../support/stores.ts';

const orderId = anOrder().id;

describe('the demo shop plays a seller who writes', () => {
  const log = pino({ level: 'silent' });
  const server = createHttpServer({ log });
  let store: Store;
  let url = '';
  const ids = countingIds();
  const as = actingOn(() => store, ids);

  before(async () => {
    store = await memoryStore();
    await putAs(as);
    const deps: DemoDeps = {
      ...{ assets: readAssets(), log, store, rulebooks, ids },
      ...{ clock: { now: () => noon }, knowledge: await realKnowledge(), buyers: [aBuyer()] },
      ...{ baseUrl: () => url, signBuyer: () => 'token' },
      ...{ advanceClock: () => Promise.resolve(noon), reset: () => Promise.resolve() },
    };
    mountDemo(server, deps, mountShop(server, deps));
    url = `http://localhost:${await listen(server, 0, '127.0.0.1')}`;
  });
  after(async () => {
    await stopListening(server);
    await store.close();
  });

  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}/demo/seller-message`, {
      ...{ method: 'POST', redirect: 'manual' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields),
    });
  const stored = () =>
    as({ kind: 'system' }, noon, async ({ tx }) =>
      (await store.sellerMessages.ofOrder(tx, orderId)).map(({ from, text }) => [from, text]),
    );
  const page = async () => (await fetch(url)).text();

  it('keeps the words as a real seller’s, and leads back to the page that says so', async () => {
    const response = await post({ orderId, buyer: 'b-1', words: ' It is on its way. ' });
    expect(response.status).to.equal(303);
    expect(response.headers.get('location')).to.equal('/?buyer=b-1&done=seller-message');
    expect(await stored()).to.deep.equal([['seller', 'It is on its way.']]);
    const html = await (await fetch(`${url}${response.headers.get('location')}`)).text();
    expect(html).to.contain('The seller has written.');
  });

  it('shows what both have written, as words and not as markup', async () => {
    const text = '<b>Where</b> is it?';
    done(await as(ana, noon, (ctx) => sendSellerMessage(ctx, { orderId, text })));
    const html = await page();
    expect(html).to.contain('Bright Cases Store:</b> It is on its way.');
    expect(html).to.contain('Ana García:</b> &lt;b&gt;Where&lt;/b&gt; is it?');
  });

  it('answers JSON to a script', async () => {
    const response = await fetch(`${url}/demo/seller-message`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ orderId, words: 'Yes' }),
    });
    expect(response.status).to.equal(200);
    expect(((await response.json()) as { message: object }).message).to.include({ orderId });
  });

  it('refuses an unknown order, no words, too many words, and a page of another site', async () => {
    const before = await stored();
    const statuses = await Promise.all([
      post({ orderId: '8000000000000000', words: 'Hello' }),
      post({ orderId, words: ' ' }),
      post({ orderId, words: 'x'.repeat(1001) }),
      post({ orderId }),
      post({ orderId, words: 'Hello' }, { origin: 'https://evil.example' }),
    ]);
    expect(statuses.map(({ status }) => status)).to.deep.equal([409, 409, 409, 400, 403]);
    expect(await stored()).to.deep.equal(before);
  });
});
