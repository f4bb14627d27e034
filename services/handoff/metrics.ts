import type { Instant } from '../domain/time.ts';
import type { Handoff, HandoffReason, Rating } from '../handoff-port.ts';
import type { DeskContext } from './desk-context.ts';
import { type Measured, measured, type Period } from './measured.ts';
import type { Metrics, Spread } from './views.ts';

/** Of what was requested in the period. A number that nothing was measured for is missing, not 0. */
export const metrics = async (ctx: DeskContext, period: Period): Promise<Metrics> => {
  const all = await measured(ctx, period);
  const { from, to } = period;
  return {
    ...{ from, to, waitingNow: all.waiting.length },
    oldestWaitMs: Math.max(0, ...all.waiting.map(({ requestedAt }) => ctx.now - requestedAt)),
    ...{ conversations: all.begun.length, contained: all.alone.length },
    confirmedSolved: all.solved.length,
    missesByPrompt: countBy(all.missed, ({ prompt }) => prompt),
    handedOver: countBy(all.requested, ({ reason }) => reason) as Partial<
      Record<HandoffReason, number>
    >,
    firstResponse: spreadOf(all.answered, ({ firstAnswerAt }) => firstAnswerAt),
    resolution: spreadOf(all.finished, ({ endedAt }) => endedAt),
    recontacted: { n: all.again.length, of: all.known.length },
    outcomes: outcomesOf(all),
    csat: csatOf(all.ratings),
  };
};

const outcomesOf = ({ decided }: Measured): Metrics['outcomes'] => {
  const all: Record<string, Record<string, number>> = {};
  for (const { outcome, reason } of decided) {
    if (!outcome) continue;
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
