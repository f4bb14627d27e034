import { expect } from 'chai';
import { assign } from '../../../services/handoff/assign.ts';
import { claim } from '../../../services/handoff/claim.ts';
import type { Staff } from '../../../services/handoff/desk-context.ts';
import { release } from '../../../services/handoff/release.ts';
import { sayAsAgent } from '../../../services/handoff/say-as-agent.ts';
import { takeOver } from '../../../services/handoff/take-over.ts';
import { agnes, ben, clara, codesOf, TestDesk } from '../../support/desk.ts';
import { forEachStore } from '../../support/stores.ts';

describe('A case at the desk', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    beforeEach(() => {
      desk = new TestDesk(db.store());
    });

    const waiting = async () => {
      const { handoff } = await desk.asked();
      return { handoffId: handoff.id, conversationId: handoff.conversationId };
    };

    it('is claimed by one of twenty agents who try at once, and all others are told by whom', async () => {
      const { handoffId, conversationId } = await waiting();
      const agents = Array.from({ length: 20 }, (_, n): Staff => ({ ...agnes, id: `agent-${n}` }));
      const results = await Promise.all(
        agents.map((agent) => desk.as(agent, (ctx) => claim(ctx, { handoffId }))),
      );
      const winners = results.flatMap((result) => (result.ok ? [result.value.agent?.id] : []));
      expect(winners).to.have.length(1);
      const told = results.flatMap((result) => (result.ok ? [] : result.refusals));
      expect(told.map(({ code, facts }) => [code, facts.agentId])).to.deep.equal(
        Array.from({ length: 19 }, () => ['taken', winners[0]]),
      );
      expect(await desk.owner(conversationId)).to.equal('agent');
      expect(await desk.texts(conversationId)).to.have.length(1);
    });

    it('can be claimed again by the one who has it, and nothing is said twice', async () => {
      const { handoffId, conversationId } = await waiting();
      for (const _ of [1, 2])
        expect((await desk.as(agnes, (ctx) => claim(ctx, { handoffId }))).ok).to.equal(true);
      expect(await desk.texts(conversationId)).to.deep.equal(['system: Agnes joined']);
    });

    it('is written to by nobody but the agent who has it', async () => {
      const { handoffId } = await waiting();
      const say = (staff: Staff) =>
        desk.as(staff, (ctx) => sayAsAgent(ctx, { handoffId, text: 'Hello' }));
      expect(codesOf(await say(agnes))).to.deep.equal(['not_yours']);
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
      expect((await say(agnes)).ok).to.equal(true);
      expect(codesOf(await say(ben))).to.deep.equal(['taken']);
      expect(codesOf(await say(clara))).to.deep.equal(['taken']);
    });

    it('is taken over by a supervisor alone, which stands in the audit', async () => {
      const { handoffId } = await waiting();
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
      const tried = await desk.as(ben, (ctx) => takeOver(ctx, { handoffId }));
      expect(codesOf(tried)).to.deep.equal(['role_too_low']);
      const taken = await desk.as(clara, (ctx) => takeOver(ctx, { handoffId }));
      expect(taken.ok && taken.value.agent?.id).to.equal('clara');
      expect(desk.deeds).to.deep.include({ what: 'handoff.take_over', by: 'clara' });
    });

    it('is given to a colleague by the one who has it, and to nobody who does not work here', async () => {
      const { handoffId } = await waiting();
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
      const to = (id: string, staff: Staff) =>
        desk.as(staff, (ctx) => assign(ctx, { handoffId, to: id }));
      expect(codesOf(await to('stranger', agnes))).to.deep.equal(['nobody_like_that']);
      expect(codesOf(await to('ben', ben))).to.deep.equal(['taken']);
      expect((await to('ben', agnes)).ok).to.equal(true);
      expect(codesOf(await desk.as(agnes, (ctx) => release(ctx, { handoffId })))).to.deep.equal([
        'taken',
      ]);
    });

    it('goes back to the queue when it is released, and the bot tells it once', async () => {
      const { handoffId, conversationId } = await waiting();
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
      const released = await desk.as(agnes, (ctx) => release(ctx, { handoffId }));
      expect(released.ok && released.value.state).to.equal('waiting');
      expect(await desk.owner(conversationId)).to.equal('bot');
      expect(await desk.left(conversationId)).to.deep.equal(['requeued']);
    });

    it('that moved since it was read is not changed', async () => {
      const { handoff } = await desk.asked();
      const { id: handoffId, version } = handoff;
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId, version }));
      const late = await desk.as(ben, (ctx) => claim(ctx, { handoffId, version }));
      expect(codesOf(late)).to.deep.equal(['moved']);
    });
  });
});
