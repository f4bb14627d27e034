import { expect } from 'chai';
import { pino } from 'pino';
import { assembleDesk } from '../../../bot/handoff/assemble-desk.ts';
import type { TurnEngine } from '../../../bot/turn-engine.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import { queue } from '../../../services/handoff/queue.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { agnes, rulebooks, TestDesk } from '../../support/desk.ts';
import { noon } from '../../support/fixtures.ts';
import { realKnowledge } from '../../support/seeded-demo.ts';
import { memoryStore } from '../../support/stores.ts';

describe('The alerts of the outbox', () => {
  it('ask for a person where a refund failed, and are for the file alone otherwise', async () => {
    const store = await memoryStore();
    const desk = new TestDesk(store);
    const order = await desk.order();
    const opened = await desk.run({ kind: 'buyer', id: order.buyer.id }, (ctx) =>
      openDispute(ctx, {
        ...{ orderId: order.id, itemId: 'i-1' },
        form: {
          ...{ reason: 'not_as_described', subReason: 'damaged', remedy: 'refund_only' },
          ...{ amount: 2490n, description: 'It is cracked.', files: [] },
        },
      }),
    );
    const disputeId = opened.ok ? opened.value.dispute.id : '';
    const { clock, ids } = desk;
    const parts = assembleDesk({
      ...{ store, clock, ids, rulebooks, log: pino({ level: 'silent' }), actionKey: '' },
      ...{ knowledge: await realKnowledge(), baseUrl: () => '', pulledChannels: new Set() },
      engine: {} as TurnEngine,
      ...{ wallClock: clock, config: { hub: undefined, demo: true }, secret: '' },
    });
    const alert = (body: JsonObject) =>
      parts.alarm({ id: 'a', kind: 'alert', stream: disputeId, body, createdAt: noon, tries: 0 });
    // Nobody follows here; the news would go to an engine that is not there.
    await parts.stop();
    await alert({ why: 'goods_after_refund', disputeId });
    expect((await desk.as(agnes, queue)).rows).to.be.empty;
    await alert({ why: 'refund_failed', disputeId });
    const [row] = (await desk.as(agnes, queue)).rows;
    expect(row).to.include({ reason: 'refund_failed', disputeId });
    await store.close();
  });
});
