import type { Dispute } from '../domain/dispute.ts';
import type { Instant } from '../domain/time.ts';
import type { FeedbackRow } from '../feedback-port.ts';
import type { Handoff, Rating } from '../handoff-port.ts';
import type { DeskContext } from './desk-context.ts';
import { movedBy } from './follow-buyer.ts';

const recontactMs = 7 * 86_400_000;
const mostFeedback = 50_000;

export interface Period {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Buyers who are no customers: the demo's and testers. */
  readonly without: ReadonlySet<string>;
}

export interface Begun {
  readonly id: string;
  readonly buyerId?: string;
}

/** What the numbers are made of: a number and the list behind it are one array, and can't disagree. */
export interface Measured {
  /** Now, whenever they were requested. */
  readonly waiting: readonly Handoff[];
  readonly requested: readonly Handoff[];
  /** Of the requested ones. */
  readonly answered: readonly Handoff[];
  readonly finished: readonly Handoff[];
  /** Finished ones of buyers whom we would know again, and of those the ones who needed a person again in 7 days. */
  readonly known: readonly Handoff[];
  readonly again: readonly Handoff[];
  /** Conversations in which a buyer wrote, those of them without a case, and of those the ones said to be solved. */
  readonly begun: readonly Begun[];
  readonly alone: readonly Begun[];
  readonly solved: readonly Begun[];
  readonly missed: readonly FeedbackRow[];
  readonly decided: readonly Dispute[];
  readonly ratings: readonly Rating[];
}

/** Of what was requested, begun or decided in the period. */
export const measured = async (ctx: DeskContext, period: Period): Promise<Measured> => {
  const { store, tx } = ctx;
  const { from, to } = period;
  const { handoffs, papers } = store.desk;
  const counts = countsFor(period);
  const requested = (await handoffs.requestedIn(tx, from, to))
    .filter(counts)
    // It goes on as another case, which counts.
    .filter(({ endedBy }) => endedBy !== movedBy);
  const known = requested.filter(
    ({ state, buyerId }) =>
      buyerId !== undefined && (state === 'resolved' || state === 'back_to_bot'),
  );
  return {
    waiting: (await handoffs.live(tx)).filter(counts).filter(({ state }) => state === 'waiting'),
    ...{ requested, known, again: await cameAgain(ctx, known) },
    answered: requested.filter(({ firstAnswerAt }) => firstAnswerAt !== undefined),
    finished: requested.filter(({ endedAt, state }) => endedAt !== undefined && state !== 'left'),
    ...(await withTheBot(ctx, period)),
    decided: await decidedIn(ctx, period),
    ratings: (await papers.ratingsAskedIn(tx, from, to)).filter(counts),
  };
};

const countsFor =
  ({ without }: Period) =>
  ({ buyerId }: { readonly buyerId?: string }): boolean =>
    buyerId === undefined || !without.has(buyerId);

/** What the buyers said of the bot's own answers, and what it did not understand. */
const withTheBot = async ({ store, tx }: DeskContext, period: Period) => {
  const { from, to } = period;
  const begun = (await store.desk.handoffs.conversationsBegun(tx, from, to)).filter(
    countsFor(period),
  );
  const alone = begun.filter(({ handedOff }) => !handedOff);
  const own = new Set(begun.map(({ id }) => id));
  const said = (await store.feedback.since(tx, from, mostFeedback)).filter(
    ({ at, conversationId }) => at < to && own.has(conversationId),
  );
  const last = new Map(
    said
      .filter(({ kind }) => kind === 'solved' || kind === 'unsolved')
      .map(({ conversationId, kind }) => [conversationId, kind]),
  );
  return {
    ...{ begun, alone, solved: alone.filter(({ id }) => last.get(id) === 'solved') },
    missed: said.filter(({ kind }) => kind === 'missed'),
  };
};

/** Those whose buyer was done and needed a person again within a week. */
const cameAgain = async (
  { store, tx }: DeskContext,
  ended: readonly Handoff[],
): Promise<readonly Handoff[]> => {
  const found: Handoff[] = [];
  for (const one of ended) {
    const { buyerId, endedAt, id } = one;
    if (buyerId === undefined || endedAt === undefined) continue;
    const again = (await store.desk.handoffs.ofBuyer(tx, buyerId)).some(
      (other) =>
        other.id !== id &&
        endedAt <= other.requestedAt &&
        other.requestedAt < endedAt + recontactMs &&
        (other.reason === 'asked' || other.reason === 'misunderstood' || other.reason === 'risk'),
    );
    if (again) found.push(one);
  }
  return found;
};

const decidedIn = async (
  { store, tx }: DeskContext,
  { from, to, without }: Period,
): Promise<readonly Dispute[]> => {
  const found: Dispute[] = [];
  for (const state of ['closed', 'refund_pending', 'in_appeal'] as const)
    for (const dispute of await store.disputes.page(tx, { state, limit: mostFeedback })) {
      const { outcome, buyerId } = dispute;
      if (!outcome || outcome.decidedAt < from || outcome.decidedAt >= to) continue;
      if (!without.has(buyerId)) found.push(dispute);
    }
  return found;
};
