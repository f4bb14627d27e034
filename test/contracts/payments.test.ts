import { expect } from 'chai';
import type { Effect } from '../../services/domain/command.ts';
import type { Tx } from '../../services/ports.ts';
import type { OutboxRow } from '../../services/queues-port.ts';
import { faultOf } from '../support/fault-of.ts';
import { aDispute, anItemMoney, anOrder, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { closed, refunding, save } from './save-support.ts';

const refund = (amount: bigint, outcomeNo = 1): Effect => ({
  type: 'refund_instruction',
  outcomeNo,
  amount,
});
const refundId = 'D1000000001.R1';

describe('the payments of a dispute', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const saved = (saving: Parameters<typeof save>[2]) => run((tx) => save(db.store(), tx, saving));
    const money = async () =>
      (await run((tx) => db.store().orders.money(tx, anOrder().id))).get('i-1');
    const due = (kind: OutboxRow['kind']) => run((tx) => db.store().outbox.due(tx, kind, noon, 10));
    beforeEach(async () => {
      await run((tx) => db.store().orders.put(tx, anOrder()));
      await saved({ dispute: aDispute() });
    });

    it('are instructed in the money and in the outbox together', async () => {
      await saved({ dispute: refunding(1000n), effects: [refund(1000n)] });
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n }));
      const [row, ...others] = await due('refund');
      expect(others).to.deep.equal([]);
      expect(row).to.deep.include({
        id: refundId,
        stream: 'D1000000001',
        createdAt: noon,
        tries: 0,
        body: {
          disputeId: 'D1000000001',
          orderId: anOrder().id,
          itemId: 'i-1',
          currency: 'USD',
          refundId,
          amount: '1000',
        },
      });
    });

    it('are refused a second time for the same outcome', async () => {
      await saved({ dispute: refunding(1000n), effects: [refund(1000n)] });
      const again = { dispute: refunding(1000n, { seq: 3 }), effects: [refund(1000n)] };
      expect(await faultOf(() => saved(again))).to.match(/unique|duplicate/i);
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n }));
    });

    it('are refused beyond what was paid, and nothing of the change is written', async () => {
      await run((tx) => db.store().orders.release(tx, anOrder().id, 'i-1', 1500n));
      const greedy = { dispute: refunding(991n), effects: [refund(991n)] };
      expect(await faultOf(() => saved(greedy))).to.contain('would pass what was paid');
      expect(await due('refund')).to.deep.equal([]);
      expect(await saved({ dispute: refunding(990n), effects: [refund(990n)] })).to.equal(true);
    });

    it('count a completed refund once, however often it is reported', async () => {
      await saved({ dispute: refunding(1000n), effects: [refund(1000n)] });
      const command = { type: 'refund_completed', refundId } as const;
      await saved({ dispute: refunding(1000n, { seq: 3 }), command });
      await saved({ dispute: refunding(1000n, { seq: 4 }), command });
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n, completed: 1000n }));
    });

    it('count a failed refund, and one that is completed after all', async () => {
      await saved({ dispute: refunding(1000n), effects: [refund(1000n)] });
      const failure = { type: 'refund_failed', refundId, failure: 'card expired' } as const;
      const effects = [{ type: 'alert_agent', why: 'refund_failed' }] as const;
      await saved({ dispute: refunding(1000n, { seq: 3 }), command: failure, effects });
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n, failed: 1000n }));
      expect(await due('alert')).to.have.length(1);
      const success = { type: 'refund_completed', refundId } as const;
      await saved({ dispute: refunding(1000n, { seq: 4 }), command: success });
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n, completed: 1000n }));
    });

    it('refuse a report of a refund that was never instructed', async () => {
      const command = { type: 'refund_completed', refundId } as const;
      const unknown = { dispute: refunding(1000n), command };
      expect(await faultOf(() => saved(unknown))).to.contain('no refund instruction');
    });

    it('release what is held with the closing event', async () => {
      const effects = [{ type: 'payment_release', amount: 2490n }] as const;
      await saved({ dispute: closed('buyer_cancelled'), effects });
      expect(await money()).to.deep.equal(anItemMoney({ released: 2490n }));
      const [row] = await due('release');
      expect(row?.body).to.deep.include({ amount: '2490', currency: 'USD' });
    });

    it('stop at a chargeback if they have not left yet', async () => {
      await saved({ dispute: refunding(1000n), effects: [refund(1000n)] });
      const command = { type: 'chargeback' } as const;
      await saved({ dispute: refunding(1000n, { seq: 3 }), command });
      expect(await due('refund')).to.deep.equal([]);
      const chargedBackAt = noon;
      expect(await money()).to.deep.equal(anItemMoney({ instructed: 1000n, chargedBackAt }));
    });

    it('are told by webhooks in order, each once, with the dispute as it became', async () => {
      const effects = [
        { type: 'webhook', event: 'dispute.ruled' },
        { type: 'webhook', event: 'refund.requested' },
        { type: 'webhook', event: 'refund.requested' },
      ] as const;
      await saved({ dispute: refunding(1000n), effects });
      const told: unknown[] = [];
      for (let n = 0; n < 3; n += 1) {
        const [row, ...others] = await due('webhook');
        expect(others).to.deep.equal([]);
        if (!row) throw new Error('A webhook was expected');
        told.push([row.id, row.body.event, row.body.seq]);
        expect(row.body.dispute).to.deep.include({ id: 'D1000000001', seq: 2, paid: '2490' });
        await run((tx) => db.store().outbox.sent(tx, row.id, noon));
      }
      expect(told).to.deep.equal([
        ['D1000000001:2:dispute.ruled', 'dispute.ruled', 2],
        ['D1000000001:2:refund.requested', 'refund.requested', 2],
        ['D1000000001:2:refund.requested:2', 'refund.requested', 2],
      ]);
      expect(await due('webhook')).to.deep.equal([]);
    });
  });
});
