import { expect } from 'chai';
import { sweep } from '../../services/deadlines/sweep.ts';
import { answerAsSeller } from '../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../services/disputes/cancel-dispute.ts';
import { findDispute } from '../../services/disputes/find-dispute.ts';
import { openDispute } from '../../services/disputes/open-dispute.ts';
import { ruleOnDispute } from '../../services/disputes/rule-on-dispute.ts';
import type { OpenForm } from '../../services/domain/command.ts';
import type { Result } from '../../services/domain/refusal.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { Context, Store } from '../../services/ports.ts';
import { anOrder, daysAfter, hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { principals } from './act.ts';
import { rulebooks } from './world.ts';

const clients = 50;
/** In each another kind of client comes first. */
const rounds = [0, 1, 2];

/** What a client answers: the codes of its refusal (none: it won), or that it is a sweep. */
type Told = readonly string[] | 'swept';
type Client = (store: Store, now: Instant) => Promise<Told>;

/** What a loser may hear. Each says that somebody else has decided; none is a fault. */
const lost = ['changed_meanwhile', 'already_decided', 'wrong_state'];

describe('fifty clients at one instant', () => {
  forEachStore((db) => {
    let given = 1_000_000_000;
    const ids = {
      next: () => {
        given += 1;
        return `D${given}`;
      },
    };
    const as = <T>(
      store: Store,
      who: keyof typeof principals,
      now: Instant,
      work: (ctx: Context) => Promise<T>,
    ): Promise<T> =>
      store.run((tx) => work({ tx, store, rulebooks, ids, now, principal: principals[who] }));
    const told = async (answer: Promise<Result<unknown>>): Promise<Told> => {
      const result = await answer;
      return result.ok ? [] : result.refusals.map(({ code }) => code);
    };

    const cancels =
      (disputeId: string, expectedSeq: number): Client =>
      (store, now) =>
        told(as(store, 'buyer', now, (ctx) => cancelDispute(ctx, { disputeId, expectedSeq })));
    const accepts =
      (disputeId: string): Client =>
      (store, now) =>
        told(
          as(store, 'seller', now, (ctx) =>
            answerAsSeller(ctx, { disputeId, command: { type: 'accept', proposalVersion: 1 } }),
          ),
        );
    const rules =
      (disputeId: string): Client =>
      (store, now) => {
        const command = { type: 'rule', outcome: 'full', explanation: 'Seen.' } as const;
        return told(
          as(store, 'case_manager', now, (ctx) =>
            ruleOnDispute(ctx, { disputeId, caseManagerId: 'cm-1', command }),
          ),
        );
      };
    const sweeps: Client = async (store, now) => {
      const { faults } = await sweep(store, rulebooks, ids, { now: () => now });
      expect(faults).to.deep.equal([]);
      return 'swept';
    };

    /** All at once, in turn on two nodes, in an order that nobody knows. */
    const rush = async (
      round: number,
      kinds: readonly Client[],
      now: Instant,
    ): Promise<readonly Told[]> => {
      const nodes = [db.store(), await db.secondStore()];
      return Promise.all(
        Array.from({ length: clients }, (_, n) => {
          const store = nodes[n % 2];
          const client = kinds[(Math.floor(n / 2) + round) % kinds.length];
          if (!store || !client) throw new Error('No client.');
          return client(store, now);
        }),
      );
    };

    const opened = async (): Promise<string> => {
      const store = db.store();

      given += 1;
      const order = anOrder({ id: `801122${given}` });
      const form: OpenForm = {
        reason: 'not_as_described',
        subReason: 'damaged',
        remedy: 'refund_only',
        amount: 2490n,
        description: 'It is cracked.',
        files: [],
      };
      await store.run((tx) => store.orders.put(tx, order));
      const result = await as(store, 'buyer', noon, (ctx) =>
        openDispute(ctx, { orderId: order.id, itemId: 'i-1', form }),
      );
      if (!result.ok) throw new Error('Not opened.');
      return result.value.dispute.id;
    };

    const refused = async (): Promise<string> => {
      const disputeId = await opened();
      const command = { type: 'refuse', proposalVersion: 1 } as const;
      const result = await as(db.store(), 'seller', hoursAfter(noon, 1), (ctx) =>
        answerAsSeller(ctx, { disputeId, command }),
      );
      expect(result.ok).to.equal(true);
      return disputeId;
    };

    /** One winner among those who may win; all others hear why not, and what they then see is the winner's. */
    const oneWinner = async (
      disputeId: string,
      answers: readonly Told[],
      now: Instant,
      winners: number,
    ) => {
      const asked = answers.filter((answer) => answer !== 'swept');
      const losers = asked.filter((answer) => answer.length > 0);
      expect(asked.length - losers.length, 'winners').to.equal(winners);
      for (const codes of losers) expect(lost).to.include(codes[0]);
      return as(db.store(), 'buyer', now, async (ctx) => {
        const found = await findDispute(ctx, disputeId);
        if (!found.ok) throw new Error('Lost.');
        const { store, tx } = ctx;
        const rows = await store.outbox.replay(tx, ['refund', 'release'], 0, 100);
        const events = await store.disputes.events(tx, disputeId);
        const money = await store.orders.money(tx, found.value.order.id);
        const { dispute } = found.value;
        const own = rows.filter(({ row }) => row.stream === disputeId);
        expect(own.length, 'I16 money moves for the winner alone').to.equal(
          dispute.outcome?.reason === 'buyer_cancelled' ? 0 : 1,
        );
        expect(money.get('i-1')?.instructed).to.equal(
          dispute.outcome?.reason === 'buyer_cancelled' ? 0n : 2490n,
        );
        expect(dispute.seq).to.equal(events.length);
        return { reason: dispute.outcome?.reason, types: events.map(({ type }) => type) };
      });
    };

    it('cancel, accept, rule and sweep in mediation: one of the three decides (I16)', async () => {
      for (const round of rounds) {
        const disputeId = await refused();
        const now = daysAfter(noon, 8);
        await sweeps(db.store(), now);
        const kinds = [cancels(disputeId, 3), accepts(disputeId), rules(disputeId), sweeps];
        const { types } = await oneWinner(disputeId, await rush(round, kinds, now), now, 1);
        expect(types.slice(0, 3)).to.deep.equal(['open', 'refuse', 'escalate']);
        expect(types).to.have.length(4);
      }
    });

    it('the same at the instant of the escalation: it is written once, then one decides', async () => {
      for (const round of rounds) {
        const disputeId = await refused();
        const now = daysAfter(noon, 7);
        // The view that a buyer has at this instant shows the escalation already, so its seq is 3.
        const kinds = [sweeps, cancels(disputeId, 3), accepts(disputeId), rules(disputeId)];
        const { types } = await oneWinner(disputeId, await rush(round, kinds, now), now, 1);
        expect(types.slice(0, 3)).to.deep.equal(['open', 'refuse', 'escalate']);
        expect(types).to.have.length(4);
      }
    });

    it("at the instant of the seller's deadline silence wins, and everybody else is told", async () => {
      for (const round of rounds) {
        const disputeId = await opened();
        const now = daysAfter(noon, 5);
        const kinds = [cancels(disputeId, 1), accepts(disputeId), sweeps, rules(disputeId)];
        const { types, reason } = await oneWinner(disputeId, await rush(round, kinds, now), now, 0);
        expect(types).to.deep.equal(['open', 'seller_timeout']);
        expect(reason).to.equal('seller_timeout');
      }
    });

    it('a moment before, cancel or accept wins, never both and never the clock', async () => {
      for (const round of rounds) {
        const disputeId = await opened();
        const now = (daysAfter(noon, 5) - 1) as Instant;
        const kinds = [sweeps, accepts(disputeId), cancels(disputeId, 1), rules(disputeId)];
        const { types, reason } = await oneWinner(disputeId, await rush(round, kinds, now), now, 1);
        expect(types).to.have.length(2);
        expect(reason).to.be.oneOf(['seller_agreed', 'buyer_cancelled']);
      }
    });
  });
});
