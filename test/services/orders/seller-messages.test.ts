import { expect } from 'chai';
import { recordSellerMessage } from '../../../services/orders/record-seller-message.ts';
import { sendSellerMessage } from '../../../services/orders/send-seller-message.ts';
import { faultOf } from '../../support/fault-of.ts';
import { anOrder, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import { Marketplace, rulebook } from '../notifications/marketplace.ts';

const orderId = anOrder().id;
const ana = { principal: { kind: 'buyer', id: 'b-1' }, conversationId: 'c-1' } as const;
const codes = (result: { readonly ok: boolean; readonly refusals?: readonly { code: string }[] }) =>
  result.refusals?.map(({ code }) => code);

describe('a message between buyer and seller', () => {
  forEachStore((db) => {
    let market: Marketplace;
    beforeEach(async () => {
      market = await new Marketplace(db.store()).begin();
      await market.converse('c-1');
    });
    const send = (text: string, more: Parameters<Marketplace['act']>[1] = ana, order = orderId) =>
      market.act((ctx) => sendSellerMessage(ctx, { orderId: order, text }), more);
    const record = (text: string, more = {}, order = orderId) =>
      market.act((ctx) => recordSellerMessage(ctx, { orderId: order, text }), more);
    const stored = () =>
      market.act(async ({ store, tx }) =>
        (await store.sellerMessages.ofOrder(tx, orderId)).map(({ from, text }) => [from, text]),
      );
    const told = () => market.act(({ store, tx }) => store.outbox.due(tx, 'webhook', noon, 10));

    it('of the buyer is stored and told to the marketplace, on the stream of the order', async () => {
      const sent = await send('  Where is it?\n');
      expect(sent.ok).to.equal(true);
      expect(await stored()).to.deep.equal([['buyer', 'Where is it?']]);
      const [row] = await told();
      expect(row).to.deep.include({ stream: orderId, kind: 'webhook' });
      expect(row?.body).to.deep.include({ event: 'seller_message.created' });
      expect(row?.body.message).to.include({ from: 'buyer', text: 'Where is it?', orderId });
    });

    it('is neither stored nor told if the transaction fails', async () => {
      const failing = () =>
        market.act(async (ctx) => {
          await sendSellerMessage(ctx, { orderId, text: 'Where is it?' });
          throw new Error('broken');
        }, ana);
      expect(await faultOf(failing)).to.contain('broken');
      expect(await stored()).to.deep.equal([]);
      expect(await told()).to.deep.equal([]);
    });

    it('about an order of somebody else, or one that is not there, is refused alike', async () => {
      const other = { principal: { kind: 'buyer', id: 'b-2' } } as const;
      expect(codes(await send('Hello', other))).to.deep.equal(['not_found']);
      expect(codes(await send('Hello', ana, '1'))).to.deep.equal(['not_found']);
      expect(codes(await send('Hello', {}))).to.deep.equal(['not_found']);
      expect(codes(await record('Hello', ana))).to.deep.equal(['not_found']);
      expect(codes(await record('Hello', {}, '1'))).to.deep.equal(['not_found']);
      expect(await stored()).to.deep.equal([]);
    });

    it('is at least one character and at most what a description may have', async () => {
      const max = rulebook.rules.descriptionMaxChars.value;
      for (const say of [send, record]) {
        expect(codes(await say(' \n'))).to.deep.equal(['text_missing']);
        expect(codes(await say('é'.repeat(max + 1)))).to.deep.equal(['text_too_long']);
        expect(codes(await say('é'.repeat(max)))).to.equal(undefined);
      }
    });

    it('of the buyer has no Chinese characters; a seller may write any script', async () => {
      expect(codes(await send('坏了'))).to.deep.equal(['text_has_chinese']);
      expect(codes(await record('今天'))).to.equal(undefined);
    });

    it('of the seller waits for the buyer’s chat and is not told back to the marketplace', async () => {
      await record('It left today.');
      expect(await stored()).to.deep.equal([['seller', 'It left today.']]);
      expect(await told()).to.deep.equal([]);
    });
  });
});
