import { expect } from 'chai';
import fc from 'fast-check';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { acceptOffer } from '../../../services/disputes/accept-offer.ts';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { appealRuling } from '../../../services/disputes/appeal-ruling.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { proposeTerms } from '../../../services/disputes/propose-terms.ts';
import { ruleOnDispute } from '../../../services/disputes/rule-on-dispute.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import { shipBack } from '../../../services/disputes/ship-back.ts';
import type { Dispute } from '../../../services/domain/dispute.ts';
import type { Result } from '../../../services/domain/refusal.ts';
import type { Context, Principal, Store } from '../../../services/ports.ts';
import { anOrder, hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  ana,
  caseManager,
  codes,
  countingIds,
  done,
  opened,
  rulebooks,
  seller,
  system,
} from '../disputes/world.ts';

type Move = (ctx: Context, dispute: Dispute) => Promise<Result<unknown>>;

const says = (command: Parameters<typeof answerAsSeller>[1]['command']): Move => {
  return (ctx, { id }) => answerAsSeller(ctx, { disputeId: id, command });
};
const rules = (command: Parameters<typeof ruleOnDispute>[1]['command']): Move => {
  return (ctx, { id }) => ruleOnDispute(ctx, { disputeId: id, command, caseManagerId: 'cm-1' });
};
const seen = ({ id, seq }: Dispute) => ({ disputeId: id, expectedSeq: seq });
const current = ({ proposals }: Dispute): number => proposals.length;
const half = { remedy: 'refund_only', amount: 1000n } as const;
const parcel = { carrier: 'Correos', trackingNumber: 'RB123456785CN' };
const because = { explanation: 'Seen.' };

const moves: Readonly<Record<string, readonly [Principal, Move]>> = {
  accept: [seller, (ctx, d) => says({ type: 'accept', proposalVersion: current(d) })(ctx, d)],
  refuse: [seller, (ctx, d) => says({ type: 'refuse', proposalVersion: current(d) })(ctx, d)],
  counter: [
    seller,
    (ctx, d) => says({ type: 'counter', proposalVersion: current(d), ...half })(ctx, d),
  ],
  receive: [seller, says({ type: 'confirm_receipt' })],
  propose: [ana, (ctx, d) => proposeTerms(ctx, { ...seen(d), ...half })],
  acceptOffer: [ana, (ctx, d) => acceptOffer(ctx, { ...seen(d), proposalVersion: current(d) })],
  cancel: [ana, (ctx, d) => cancelDispute(ctx, seen(d))],
  shipBack: [ana, (ctx, d) => shipBack(ctx, { ...seen(d), ...parcel })],
  appeal: [ana, (ctx, d) => appealRuling(ctx, { ...seen(d), reason: 'Look again.', files: [] })],
  ask: [caseManager, rules({ type: 'request_evidence', party: 'buyer', what: 'A picture.' })],
  reject: [caseManager, rules({ type: 'rule', outcome: 'rejected', ...because })],
  part: [caseManager, rules({ type: 'rule', outcome: 'partial', ...half, ...because })],
  uphold: [caseManager, rules({ type: 'decide_appeal', decision: 'upheld', ...because })],
  pay: [
    system,
    (ctx, { refunds }) =>
      settleRefund(ctx, { refundId: refunds.at(-1)?.id ?? '.R', result: 'completed' }),
  ],
};

const stories = fc.record({
  remedy: fc.constantFrom('refund_only' as const, 'return_and_refund' as const),
  steps: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 150 }), fc.constantFrom(...Object.keys(moves))),
    {
      minLength: 3,
      maxLength: 9,
    },
  ),
});
type Story = typeof stories extends fc.Arbitrary<infer S> ? S : never;

/** Every answer that was given on the way, and what is stored at the end. */
const told = async (store: Store, no: number, { remedy, steps }: Story, everyHours: number) => {
  const ids = countingIds(1_000_000_000 + no * 1000);
  const as = actingOn(() => store, ids);
  const order = anOrder({ id: `80112233${String(no).padStart(8, '0')}` });
  const { id } = (await opened(as, { order, form: aForm({ remedy }) })).dispute;
  const answers: (readonly string[])[] = [];
  let hour = 0;
  const sweepUntil = async (end: number) => {
    for (; everyHours > 0 && hour <= end; hour += everyHours)
      await sweep(store, rulebooks, ids, { now: () => hoursAfter(noon, hour) });
  };
  let now = 0;
  for (const [hours, name] of steps) {
    now += hours;
    await sweepUntil(now);
    const [principal, move] = moves[name] ?? [];
    if (!principal || !move) throw new Error(`No move ${name}`);
    const answer = await as(principal, hoursAfter(noon, now), async (ctx) =>
      move(ctx, done(await findDispute(ctx, id)).dispute),
    );
    answers.push(codes(answer));
  }
  await sweep(store, rulebooks, ids, { now: () => hoursAfter(noon, now + 24 * 61) });
  return { answers, ...(await stored(store, id)) };
};

const stored = (store: Store, id: string) =>
  store.run(async (tx) => {
    const dispute = await store.disputes.find(tx, system, id);
    const money = await store.orders.money(tx, dispute?.orderId ?? '');
    const events = await store.disputes.events(tx, id);
    return {
      phase: dispute?.phase,
      outcome: dispute?.outcome,
      refunds: dispute?.refunds.map(({ amount, at, state }) => ({ amount, at, state })),
      money: [...money.values()],
      events: events.map(({ seq, type, at, actor }) => ({ seq, type, at, by: actor.role })),
    };
  });

describe('a sweep that did not run for weeks (I15)', () => {
  it('gives the same answers, states, dates and money as one that runs twice a day', async function () {
    this.timeout(60_000);
    let no = 0;
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const store = await memoryStore();
        try {
          no += 2;
          const late = await told(store, no, story, 0);
          const punctual = await told(store, no + 1, story, 12);
          expect(late).to.deep.equal(punctual);
        } finally {
          await store.close();
        }
      }),
      {
        numRuns: 20,
        examples: [
          [
            {
              remedy: 'refund_only',
              steps: [
                [1, 'cancel'],
                [323, 'propose'],
              ],
            },
          ],
        ],
      },
    );
  });
});
