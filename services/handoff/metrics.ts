import type { Instant } from '../domain/time.ts';
import type { Handoff, HandoffReason, Rating } from '../handoff-port.ts';
import type { DeskContext } from './desk-context.ts';
import { movedBy } from './follow-buyer.ts';
import type { Metrics, Spread } from './views.ts';

const recontactMs = 7 * 86_400_000;
const mostFeedback = 50_000;

export interface Period {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Buyers who are no customers: the demo's and testers. */
  readonly without: ReadonlySet<string>;
}

/** Of what was requested in the period. A number that nothing was measured for is missing, not 0. */
export const metrics = async (ctx: DeskContext, period: Period): Promise<Metrics> => {
  const { store, tx, now } = ctx;
  const { handoffs, papers } = store.desk;
  const counts = ({ buyerId }: { readonly buyerId?: string }) =>
    buyerId === undefined || !period.without.has(buyerId);
  const requested = (await handoffs.requestedIn(tx, period.from, period.to))
    .filter(counts)
    // It goes on as another case, which counts.
    .filter(({ endedBy }) => endedBy !== movedBy);
  const waiting = (await handoffs.live(tx))
    .filter(counts)
    .filter(({ state }) => state === 'waiting');
  const ratings = (await papers.ratingsAskedIn(tx, period.from, period.to)).filter(counts);
  return {
    ...{ from: period.from, to: period.to, waitingNow: waiting.length },
    oldestWaitMs: Math.max(0, ...waiting.map(({ requestedAt }) => now - requestedAt)),
    ...(await containment(ctx, period)),
    handedOver: countBy(requested, ({ reason }) => reason) as Partial<
      Record<HandoffReason, number>
    >,
    firstResponse: spreadOf(requested, ({ firstAnswerAt }) => firstAnswerAt),
    resolution: spreadOf(
      requested.filter(({ state }) => state !== 'left'),
      ({ endedAt }) => endedAt,
    ),
    recontacted: await recontacts(ctx, requested, period),
    outcomes: await outcomesIn(ctx, period),
    csat: csatOf(ratings),
  };
};

/** What the buyers said of the bot's own answers, and what it did not understand. */
const containment = async (ctx: DeskContext, { from, to, without }: Period) => {
  const { store, tx } = ctx;
  const begun = (await store.desk.handoffs.conversationsBegun(tx, from, to)).filter(
    ({ buyerId }) => buyerId === undefined || !without.has(buyerId),
  );
  const alone = new Set(begun.filter(({ handedOff }) => !handedOff).map(({ id }) => id));
  const said = (await store.feedback.since(tx, from, mostFeedback)).filter(({ at }) => at < to);
  const own = new Set(begun.map(({ id }) => id));
  const ofOwn = said.filter(({ conversationId }) => own.has(conversationId));
  const last = new Map(
    ofOwn
      .filter(({ kind }) => kind === 'solved' || kind === 'unsolved')
      .map(({ conversationId, kind }) => [conversationId, kind]),
  );
  return {
    conversations: begun.length,
    contained: alone.size,
    confirmedSolved: [...last].filter(([id, kind]) => kind === 'solved' && alone.has(id)).length,
    missesByPrompt: countBy(
      ofOwn.filter(({ kind }) => kind === 'missed'),
      ({ prompt }) => prompt,
    ),
  };
};

/** A buyer whose case was finished and who needed a person again within a week. */
const recontacts = async (
  { store, tx }: DeskContext,
  requested: readonly Handoff[],
  period: Period,
) => {
  const ended = requested.filter(({ state }) => state === 'resolved' || state === 'back_to_bot');
  let n = 0;
  for (const { buyerId, endedAt, id } of ended) {
    if (buyerId === undefined || endedAt === undefined || period.without.has(buyerId)) continue;
    const again = (await store.desk.handoffs.ofBuyer(tx, buyerId)).some(
      (other) =>
        other.id !== id &&
        endedAt <= other.requestedAt &&
        other.requestedAt < endedAt + recontactMs &&
        (other.reason === 'asked' || other.reason === 'misunderstood' || other.reason === 'risk'),
    );
    if (again) n += 1;
  }
  return { n, of: ended.length };
};

const outcomesIn = async ({ store, tx }: DeskContext, { from, to, without }: Period) => {
  const all: Record<string, Record<string, number>> = {};
  for (const state of ['closed', 'refund_pending', 'in_appeal'])
    for (const dispute of await store.disputes.page(tx, { state, limit: mostFeedback })) {
      const { outcome, reason, buyerId } = dispute;
      if (!outcome || outcome.decidedAt < from || outcome.decidedAt >= to) continue;
      if (without.has(buyerId)) continue;
      const ofReason = all[reason] ?? {};
      ofReason[outcome.reason] = (ofReason[outcome.reason] ?? 0) + 1;
      all[reason] = ofReason;
    }
  return all;
};

const csatOf = (asked: readonly Rating[]): Metrics['csat'] => {
  const scores = asked.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const sum = scores.reduce((total, score) => total + score, 0);
  return {
    asked: asked.length,
    n: scores.length,
    ...(scores.length > 0 && { mean: sum / scores.length }),
  };
};

const countBy = <T>(all: readonly T[], keyOf: (one: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of all) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
};

const spreadOf = (
  all: readonly Handoff[],
  endOf: (one: Handoff) => Instant | undefined,
): Spread => {
  const times = all
    .flatMap((one) => {
      const end = endOf(one);
      return end === undefined ? [] : [end - one.requestedAt];
    })
    .toSorted((a, b) => a - b);
  return times.length === 0
    ? { n: 0 }
    : { n: times.length, median: at(times, 0.5), p90: at(times, 0.9) };
};

/** The nearest rank: always a time that was measured. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
