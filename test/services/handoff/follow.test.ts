import { expect } from 'chai';
import { claim } from '../../../services/handoff/claim.ts';
import { conversationFor } from '../../../services/handoff/conversation-for.ts';
import { followBuyer, liveElsewhere } from '../../../services/handoff/follow-buyer.ts';
import { offerToHub } from '../../../services/handoff/hub-offer.ts';
import { hubAgent } from '../../../services/handoff/hub-owns.ts';
import { hearHubStatus } from '../../../services/handoff/hub-status.ts';
import { metrics } from '../../../services/handoff/metrics.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { sayAsAgent } from '../../../services/handoff/say-as-agent.ts';
import { agnes, clara, codesOf, TestDesk } from '../../support/desk.ts';
import { hoursAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';

const system = { kind: 'system' } as const;

describe('A live case and a buyer who comes in another chat', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    beforeEach(() => {
      desk = new TestDesk(db.store());
    });

    /** Waits in one chat, and has another one. */
    const waiting = async () => {
      const order = await desk.order();
      const buyerId = order.buyer.id;
      const { handoff } = await desk.asked({ buyerId, wish: 'My money' });
      const there = handoff.conversationId;
      const here = await desk.conversation(buyerId, 'msteams');
      const buyer = { kind: 'buyer', id: buyerId } as const;
      const follow = (chat = here) => desk.run(buyer, (ctx) => followBuyer(ctx, chat));
      return { handoff, there, here, buyer, buyerId, follow };
    };
    const rows = async () => (await desk.as(agnes, queue)).rows;

    it('goes on there with its place and its words, and the first chat is told', async () => {
      const { handoff, there, here, follow } = await waiting();
      desk.clock.advance(60_000);
      const moved = await follow();
      const [row, ...others] = await rows();
      expect(others).to.be.empty;
      expect(row).to.include({ id: moved?.id, conversationId: here, channel: 'msteams' });
      expect(row).to.include({ state: 'waiting', wish: 'My money', requestedAt: noon });
      expect(row?.id).to.not.equal(handoff.id);
      expect(await desk.left(there)).to.deep.equal(['moved']);
      expect(await desk.owner(there)).to.equal('bot');
      expect(await follow()).to.equal(undefined);
      // One request, in the numbers too.
      const period = { from: noon, to: hoursAfter(noon, 1), without: new Set<string>() };
      const { handedOver } = await desk.as(clara, (ctx) => metrics(ctx, period));
      expect(handedOver).to.deep.equal({ asked: 1 });
    });

    it('stays with the agent who has it, who finds the first chat among the earlier cases', async () => {
      const { handoff, there, here, follow } = await waiting();
      const { id: handoffId } = handoff;
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
      const moved = (await follow())?.id ?? '';
      expect(await desk.owner(here)).to.equal('agent');
      expect(await desk.owner(there)).to.equal('bot');
      const say = (id: string) =>
        desk.as(agnes, (ctx) => sayAsAgent(ctx, { handoffId: id, text: 'Here I am' }));
      expect(codesOf(await say(handoffId))).to.deep.equal(['case_over']);
      expect((await say(moved)).ok).to.equal(true);
      expect(await desk.texts(here)).to.deep.equal(['agent: Here I am']);
      const seen = await desk.as(agnes, (ctx) => conversationFor(ctx, moved));
      expect(seen.ok && seen.value.earlier.map(({ id }) => id)).to.deep.equal([handoffId]);
    });

    it('is followed once by a buyer who asks for it in two chats at the same moment', async () => {
      const { here, buyerId, follow } = await waiting();
      const third = await desk.conversation(buyerId);
      const came = await Promise.allSettled([follow(here), follow(third), follow(here)]);
      expect(came.some(({ status }) => status === 'fulfilled')).to.equal(true);
      expect(await rows()).to.have.length(1);
    });

    it('is not followed by anybody else, nor by a visitor', async () => {
      const { here } = await waiting();
      const stranger = (await desk.order()).buyer.id;
      const chat = await desk.conversation(stranger);
      for (const principal of [{ kind: 'buyer', id: stranger }, { kind: 'visitor' }] as const)
        expect(await desk.run(principal, (ctx) => followBuyer(ctx, chat))).to.equal(undefined);
      const { reason } = await desk.run({ kind: 'visitor' }, async (ctx) => ({
        reason: await liveElsewhere(ctx, here),
      }));
      expect(reason).to.equal(undefined);
    });

    it('is offered anew to the hub that had it, which is told that the first chat is over', async () => {
      const { handoff, follow } = await waiting();
      await desk.run(system, (ctx) => offerToHub(ctx, handoff.id, 15));
      const accepted = { handoffId: handoff.id, state: 'accepted' };
      await desk.as(hubAgent, (ctx) => hearHubStatus(ctx, accepted));
      const moved = await follow();
      expect(moved?.state).to.equal('waiting');
      const { hub } = desk.store.desk;
      expect(await desk.run(system, ({ tx }) => hub.toOffer(tx, 9))).to.deep.equal([moved?.id]);
      expect(await desk.run(system, ({ tx }) => hub.toEnd(tx, 9))).to.deep.equal([handoff.id]);
      const late = await desk.as(hubAgent, (ctx) => hearHubStatus(ctx, accepted));
      expect(late.ok && late.value.taken).to.equal(false);
    });
  });
});
