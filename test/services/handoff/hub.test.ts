import { expect } from 'chai';
import { assign } from '../../../services/handoff/assign.ts';
import { claim } from '../../../services/handoff/claim.ts';
import { conversationFor } from '../../../services/handoff/conversation-for.ts';
import type { Staff } from '../../../services/handoff/desk-context.ts';
import { offerToHub } from '../../../services/handoff/hub-offer.ts';
import { hubAgent } from '../../../services/handoff/hub-owns.ts';
import { endAtHub, relayToHub } from '../../../services/handoff/hub-relay.ts';
import { hearHubStatus, sayFromHub } from '../../../services/handoff/hub-status.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { takeOver } from '../../../services/handoff/take-over.ts';
import type { Context } from '../../../services/ports.ts';
import { rows } from '../../../services/store/sql.ts';
import { agnes, clara, codesOf, TestDesk } from '../../support/desk.ts';
import { forEachStore } from '../../support/stores.ts';

const minute = 60_000;
const system = { kind: 'system' } as const;

describe('A case and an external hub', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    beforeEach(() => {
      desk = new TestDesk(db.store());
    });

    const clock = <T>(work: (ctx: Context) => Promise<T>) => desk.run(system, work);
    const offered = async (wish = 'Help me') => {
      const { handoff } = await desk.asked({ wish });
      await clock((ctx) => offerToHub(ctx, handoff.id, 15));
      return { handoffId: handoff.id, conversationId: handoff.conversationId };
    };
    const status = (handoffId: string, state: string, agent?: string, message?: string) =>
      desk.as(hubAgent, (ctx) =>
        hearHubStatus(ctx, {
          ...{ handoffId, state },
          ...(agent !== undefined && { agent }),
          ...(message !== undefined && { message }),
        }),
      );
    const say = (handoffId: string, text: string) =>
      desk.as(hubAgent, (ctx) => sayFromHub(ctx, { handoffId, text }));
    const heard = async (told: ReturnType<typeof status>) => {
      const result = await told;
      return result.ok ? [result.value.taken, result.value.owner] : codesOf(result);
    };
    const accepted = async () => {
      const one = await offered();
      expect(await heard(status(one.handoffId, 'accepted', 'Dana'))).to.deep.equal([true, 'hub']);
      return one;
    };
    const taken = async (staff: Staff, handoffId: string) =>
      codesOf(await desk.as(staff, (ctx) => claim(ctx, { handoffId })));
    const told = (): Promise<readonly unknown[]> =>
      clock(async ({ tx }) =>
        (await rows<{ body: string }>(tx, "select body from outbox where kind = 'hub' order by no"))
          .map(({ body }) => JSON.parse(body) as { what: string; seq?: number; why?: string })
          .map(({ what, seq, why }) => `${what} ${seq ?? why}`),
      );
    const rowOf = async (handoffId: string) =>
      (await desk.as(agnes, queue)).rows.find(({ id }) => id === handoffId);

    it('is offered once, and our own agents leave it to the hub', async () => {
      const { handoffId, conversationId } = await offered();
      await clock((ctx) => offerToHub(ctx, handoffId, 15));
      expect(await told()).to.deep.equal(['initiate 0']);
      expect(await clock(({ tx, store }) => store.desk.hub.toOffer(tx, 10))).to.be.empty;
      expect(await taken(agnes, handoffId)).to.deep.equal(['with_hub']);
      const given = await desk.as(agnes, (ctx) => assign(ctx, { handoffId, to: 'ben' }));
      expect(codesOf(given)).to.deep.equal(['with_hub']);
      const seen = await desk.as(agnes, (ctx) => conversationFor(ctx, handoffId));
      expect(seen.ok && seen.value.may).to.deep.equal(['note']);
      expect(await rowOf(handoffId)).to.include({ state: 'waiting', offeredAt: desk.clock.now() });
      // Nobody is there yet, so the bot still helps.
      expect(await desk.owner(conversationId)).to.equal('bot');
    });

    it('is the hub’s once it has accepted; the buyer is told by name, and the bot is silent', async () => {
      const { handoffId, conversationId } = await accepted();
      expect(await desk.owner(conversationId)).to.equal('agent');
      expect(await desk.texts(conversationId)).to.deep.equal(['system: Dana joined']);
      expect(await taken(agnes, handoffId)).to.deep.equal(['taken']);
      expect((await say(handoffId, 'Hello')).ok).to.equal(true);
      expect(await heard(status(handoffId, 'accepted', 'Eli'))).to.deep.equal([true, 'hub']);
      expect(await heard(status(handoffId, 'accepted', 'Eli'))).to.deep.equal([false, 'hub']);
      expect(await desk.texts(conversationId)).to.deep.equal([
        ...['system: Dana joined', 'agent: Hello', 'system: Eli changed'],
      ]);
    });

    it('is given back to the bot, once, when the hub has completed it', async () => {
      const { handoffId, conversationId } = await accepted();
      expect(await heard(status(handoffId, 'completed', undefined, 'Refunded'))).to.deep.equal([
        ...[true, 'bot'],
      ]);
      expect(await heard(status(handoffId, 'completed'))).to.deep.equal([false, 'bot']);
      expect(await heard(status(handoffId, 'accepted', 'Dana'))).to.deep.equal([false, 'bot']);
      expect(codesOf(await say(handoffId, 'Too late'))).to.deep.equal(['case_over']);
      expect(await desk.owner(conversationId)).to.equal('bot');
      expect(await desk.left(conversationId)).to.deep.equal(['handed_back']);
      const seen = await desk.as(agnes, (ctx) => conversationFor(ctx, handoffId));
      expect(seen.ok && seen.value.notes.map(({ text }) => text)).to.deep.equal(['Refunded']);
      // The hub ended it, so it need not be told.
      expect(await clock(({ tx, store }) => store.desk.hub.toEnd(tx, 10))).to.be.empty;
    });

    for (const state of ['failed', 'completed'])
      it(`is our own agents’ when the hub says ${state} before anybody came`, async () => {
        const { handoffId, conversationId } = await offered();
        expect(await heard(status(handoffId, state))).to.deep.equal([true, 'team']);
        expect(await heard(status(handoffId, state))).to.deep.equal([false, 'team']);
        expect(await desk.left(conversationId)).to.deep.equal(['hub_failed']);
        expect(await taken(agnes, handoffId)).to.be.empty;
      });

    it('goes back to the line when the hub fails after it had come', async () => {
      const { handoffId, conversationId } = await accepted();
      expect(await heard(status(handoffId, 'failed'))).to.deep.equal([true, 'team']);
      expect(await desk.left(conversationId)).to.deep.equal(['requeued']);
      expect(await taken(agnes, handoffId)).to.be.empty;
      expect(await heard(status(handoffId, 'accepted', 'Dana'))).to.deep.equal([false, 'team']);
    });

    it('is our own agents’ when the hub has said nothing for long, and what it says then changes nothing', async () => {
      const { handoffId, conversationId } = await offered();
      desk.clock.advance(15 * minute - 1);
      await desk.sweep();
      expect(await taken(agnes, handoffId)).to.deep.equal(['with_hub']);
      desk.clock.advance(1);
      await desk.sweep();
      // The buyer is in the line as before, and is not told so again.
      expect(await desk.left(conversationId)).to.be.empty;
      expect(await heard(status(handoffId, 'accepted', 'Dana'))).to.deep.equal([false, 'team']);
      for (const id of await clock(({ tx, store }) => store.desk.hub.toEnd(tx, 10)))
        await clock((ctx) => endAtHub(ctx, id));
      expect(await told()).to.deep.equal(['initiate 0', 'end taken_back']);
      expect(await taken(agnes, handoffId)).to.be.empty;
    });

    it('goes back to the line when the hub’s agent falls silent, like anybody’s', async () => {
      const { handoffId, conversationId } = await accepted();
      await desk.says(conversationId, 'Are you there?');
      desk.clock.advance(24 * 60 * minute);
      await desk.sweep();
      expect(await desk.left(conversationId)).to.deep.equal(['requeued']);
      expect(await clock(({ tx, store }) => store.desk.hub.toOffer(tx, 10))).to.be.empty;
      expect(await taken(agnes, handoffId)).to.be.empty;
    });

    for (const before of [offered, accepted])
      it(`is taken back by a case manager alone, when it is ${before.name}`, async () => {
        const { handoffId, conversationId } = await before();
        const take = (staff: Staff) => desk.as(staff, (ctx) => takeOver(ctx, { handoffId }));
        expect(codesOf(await take(agnes))).to.deep.equal(['role_too_low']);
        const took = await take(clara);
        expect(took.ok && took.value.agent?.id).to.equal('clara');
        expect(await desk.owner(conversationId)).to.equal('agent');
        const what = before === offered ? 'joined' : 'changed';
        expect((await desk.texts(conversationId)).at(-1)).to.equal(`system: Clara ${what}`);
        for (const state of ['accepted', 'failed', 'completed'])
          expect(await heard(status(handoffId, state))).to.deep.equal([false, 'team']);
        expect(codesOf(await say(handoffId, 'Still me'))).to.deep.equal(['case_over']);
        await clock((ctx) => endAtHub(ctx, handoffId));
        expect((await told()).at(-1)).to.equal('end taken_back');
      });

    it('is over for the hub when the buyer leaves the line', async () => {
      const { handoffId, conversationId } = await offered();
      expect(await clock((ctx) => leaveQueue(ctx, conversationId))).to.equal(true);
      expect(await heard(status(handoffId, 'accepted', 'Dana'))).to.deep.equal([false, 'bot']);
      await clock((ctx) => endAtHub(ctx, handoffId));
      await clock((ctx) => endAtHub(ctx, handoffId));
      expect(await told()).to.deep.equal(['initiate 0', 'end buyer_left']);
    });

    it('is relayed in order, each word once, and nothing that the hub said itself', async () => {
      const { handoffId, conversationId } = await accepted();
      await desk.says(conversationId, 'One');
      await clock((ctx) => relayToHub(ctx, handoffId));
      await clock((ctx) => relayToHub(ctx, handoffId));
      await say(handoffId, 'I read it');
      await desk.says(conversationId, 'Two');
      await desk.says(conversationId, 'Three');
      expect(await clock(({ tx, store }) => store.desk.hub.toRelay(tx, 10))).to.deep.equal([
        handoffId,
      ]);
      await Promise.all([1, 2, 3].map(() => clock((ctx) => relayToHub(ctx, handoffId))));
      expect(await told()).to.deep.equal([
        'initiate 0',
        ...['message 2', 'message 4', 'message 5'],
      ]);
      expect(await clock(({ tx, store }) => store.desk.hub.toRelay(tx, 10))).to.be.empty;
    });

    it('leaves no words of people in the outbox', async () => {
      const { handoffId, conversationId } = await offered('My secret wish');
      await desk.says(conversationId, 'My secret words');
      await clock((ctx) => relayToHub(ctx, handoffId));
      const kept = await clock(({ tx }) => rows(tx, 'select * from outbox'));
      expect(kept).to.have.length(2);
      expect(JSON.stringify(kept)).to.not.include('secret');
    });

    it('is not there for the hub if it was never offered, or does not exist', async () => {
      const { handoff } = await desk.asked();
      for (const id of [handoff.id, 'nobody', ''])
        for (const state of ['accepted', 'completed'])
          expect(await heard(status(id, state))).to.deep.equal(['case_not_found']);
      expect(codesOf(await say(handoff.id, 'Hello'))).to.deep.equal(['case_not_found']);
      expect(await desk.texts(handoff.conversationId)).to.be.empty;
    });

    it('is not changed by a state that nobody knows, nor by words without any', async () => {
      const { handoffId, conversationId } = await accepted();
      for (const state of ['typing', 'constructor', '__proto__', 'Accepted'])
        expect(await heard(status(handoffId, state, 'X', 'note'))).to.deep.equal([false, 'hub']);
      expect(codesOf(await say(handoffId, '  '))).to.deep.equal(['empty_text']);
      expect(codesOf(await say(handoffId, 'x'.repeat(4_001)))).to.deep.equal(['text_too_long']);
      expect(await desk.texts(conversationId)).to.have.length(1);
    });
  });
});
