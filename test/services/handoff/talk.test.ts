import { expect } from 'chai';
import { isoOf } from '../../../services/domain/time.ts';
import { conversationFor } from '../../../services/handoff/conversation-for.ts';
import { contextForHub } from '../../../services/handoff/hub-context.ts';
import { agnes, TestDesk } from '../../support/desk.ts';
import { aBuyer, hoursAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';

describe('What an agent sees of a case', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    beforeEach(() => {
      desk = new TestDesk(db.store());
    });
    const seen = async (handoffId: string) => {
      const found = await desk.as(agnes, (ctx) => conversationFor(ctx, handoffId));
      if (!found.ok) throw new Error('The case was expected.');
      return found.value;
    };

    it('is the end of a chat that went on for years, not its beginning', async () => {
      const { handoff } = await desk.asked();
      const { conversationId } = handoff;
      const lines = Array.from({ length: 2_010 }, (_, index) => ({
        ...{ id: `line-${index}`, from: 'bot' as const },
        activity: { type: 'message', text: `Line ${index}` },
      }));
      await desk.run({ kind: 'system' }, ({ tx, now }) =>
        desk.store.conversations.append(tx, conversationId, lines, now),
      );
      const seq = await desk.says(conversationId, 'The newest');
      const { transcript } = await seen(handoff.id);
      expect(transcript.at(-1)).to.include({ seq, text: 'The newest' });
      expect(transcript.length).to.be.at.least(2_000);
    });

    it('has the end of the protection among the dates of the next two days, while no dispute holds it', async () => {
      const ends = hoursAfter(noon, 40);
      const order = await desk.order({ buyer: aBuyer({ id: 'marta' }), protectionEndsAt: ends });
      const late = await desk.order({
        ...{ buyer: aBuyer({ id: 'marta' }), protectionEndsAt: hoursAfter(noon, 49) },
      });
      const { handoff } = await desk.asked({ buyerId: 'marta', orderId: order.id });
      const { deadlines } = await seen(handoff.id);
      expect(deadlines).to.deep.equal([{ rule: 'buyerProtection', at: ends, of: order.id }]);
      expect(deadlines.map(({ of }) => of)).not.to.include(late.id);
      const toHub = await desk.run({ kind: 'system' }, (ctx) => contextForHub(ctx, handoff));
      expect(toHub.deadlines, 'an external hub hears of it too').to.deep.equal([
        { rule: 'buyerProtection', at: isoOf(ends), orderId: order.id },
      ]);
    });
  });
});
