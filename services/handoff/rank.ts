import { minorDigits } from '../domain/money.ts';
import type { Instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';

const hour = 3_600_000;
const minute = 60_000;

/** Money that is stuck is due as if within a day, whatever else the case is about. */
const alarmStep = 2;

/** Hours to the nearest deadline, as steps: within a step the money decides, so that ten minutes don't outrank a thousand dollars. */
const steps = [1, 6, 24, 48, 168];

type Ranked = Pick<Handoff, 'reason' | 'capsule' | 'due' | 'atStake' | 'requestedAt' | 'no'>;

/**
 * The order in which cases should be taken: people in danger, other risks, then by the time left to the nearest deadline
 * and within a step of it by the money at stake. Arrival decides last; but who has waited for a multiple of the target
 * goes a step forward each time, so nobody waits for ever. Negative: `a` before `b`.
 */
export const byUrgency =
  (now: Instant, answerWithinMinutes: number) =>
  (a: Ranked, b: Ranked): number =>
    dangerOf(a) - dangerOf(b) ||
    stepOf(a, now, answerWithinMinutes) - stepOf(b, now, answerWithinMinutes) ||
    stakeOf(b) - stakeOf(a) ||
    a.requestedAt - b.requestedAt ||
    a.no - b.no;

const dangerOf = ({ reason, capsule }: Ranked): number => {
  if (capsule.risk === 'self_harm') return 0;
  return reason === 'risk' ? 1 : 2;
};

const stepOf = (ranked: Ranked, now: Instant, target: number): number => {
  const { due, requestedAt } = ranked;
  const hours = due ? (due.at - now) / hour : Number.POSITIVE_INFINITY;
  const step = steps.findIndex((most) => hours <= most);
  const byDate = step === -1 ? steps.length : step;
  const own = isStuck(ranked) ? Math.min(byDate, alarmStep) : byDate;
  return Math.max(0, own - Math.floor((now - requestedAt) / (target * minute)));
};

const isStuck = ({ reason, capsule }: Ranked): boolean =>
  reason === 'refund_failed' || reason === 'refund_overdue' || (capsule.alarms ?? []).length > 0;

/** Whole units: a dollar and a euro count alike, since no rate is known here. */
const stakeOf = ({ atStake }: Ranked): number =>
  atStake ? Number(atStake.minor) / 10 ** minorDigits(atStake.currency) : 0;
