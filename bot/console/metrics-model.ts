import type { Metrics, Spread } from '../../services/handoff/views.ts';
import { closeReasons, grounds, labelOf, reasonLabels } from './desk-labels.ts';
import { spanWords } from './show.ts';

export interface Figure {
  readonly words: string;
  readonly value: string;
  readonly of: string;
  readonly href: string;
}

interface Bar {
  readonly words: string;
  readonly count: number;
  /** Width as a step of 5 %: a class, since no style may stand in the page. */
  readonly step: number;
  readonly href: string;
}

export interface MetricsTables {
  readonly reasons: readonly Bar[];
  readonly misses: readonly Bar[];
  readonly outcomes: readonly {
    readonly reason: string;
    readonly outcome: string;
    readonly count: number;
    readonly href: string;
  }[];
}

/** Each number with what it was made of, and the list behind it. A number that nothing was measured for says so. */
export function figuresOf(all: Metrics, range: string): readonly Figure[] {
  const { contained, conversations, confirmedSolved, recontacted, csat } = all;
  const list = (of: string) => `/console/metrics/list?of=${of}&${range}`;
  const handed = Object.values(all.handedOver).reduce((sum, count) => sum + count, 0);
  return [
    {
      words: 'Waiting now',
      value: `${all.waitingNow}`,
      of: all.waitingNow > 0 ? `the oldest for ${spanOr(all.oldestWaitMs)}` : 'nobody waits',
      href: list('waiting'),
    },
    {
      words: 'No person was needed',
      value: share(contained, conversations),
      of: `${contained} of ${conversations} conversations, solved or left`,
      href: list('alone'),
    },
    {
      words: 'Confirmed solved',
      value: share(confirmedSolved, conversations),
      of: `the buyer said so in ${confirmedSolved} of ${conversations}`,
      href: list('solved'),
    },
    {
      words: 'Handed over',
      value: `${handed}`,
      of: 'asked for a person, or the bot did',
      href: list('handed'),
    },
    {
      words: 'First answer',
      value: spread(all.firstResponse),
      of: ninety(all.firstResponse, handed, 'answered'),
      href: list('answered'),
    },
    {
      words: 'Until finished',
      value: spread(all.resolution),
      of: ninety(all.resolution, handed, 'finished'),
      href: list('finished'),
    },
    {
      words: 'Came back within 7 days',
      value: share(recontacted.n, recontacted.of),
      of: `${recontacted.n} of ${recontacted.of} finished cases of known buyers`,
      href: list('again'),
    },
    {
      words: 'Satisfaction',
      value: csat.mean === undefined ? '–' : `${csat.mean.toFixed(1)} of 5`,
      of: `${csat.n} of ${csat.asked} buyers answered`,
      href: list('rated'),
    },
  ];
}

const spanOr = (ms: number): string => spanWords(ms) || 'under a minute';
const share = (n: number, of: number): string =>
  of === 0 ? '–' : `${Math.round((100 * n) / of)} %`;
const spread = ({ median }: Spread): string => (median === undefined ? '–' : spanOr(median));
/** Those that nobody has answered yet are in no median: how many there are is said. */
const ninety = ({ n, p90 }: Spread, of: number, done: string): string =>
  p90 === undefined
    ? `none of ${of} ${done} yet`
    : `9 of 10 within ${spanOr(p90)}; ${n} of ${of} ${done}`;

/** `mayLook`: the unanswered questions are not for every role. */
export function tablesOf(all: Metrics, range: string, mayLook: boolean): MetricsTables {
  return {
    reasons: barsOf(all.handedOver, (key) => ({
      words: labelOf(reasonLabels, key),
      href: `/console/metrics/list?of=handed&reason=${key}&${range}`,
    })),
    misses: barsOf(all.missesByPrompt, (key) => ({
      words: promptWords(key),
      href: mayLook ? `/console/unanswered?prompt=${encodeURIComponent(key)}&${range}` : '',
    })),
    outcomes: Object.entries(all.outcomes).flatMap(([reason, counts]) =>
      Object.entries(counts).map(([outcome, count]) => ({
        ...{ reason: labelOf(grounds, reason), outcome: labelOf(closeReasons, outcome), count },
        href: `/console/metrics/list?of=decided&reason=${reason}&outcome=${outcome}&${range}`,
      })),
    ),
  };
}

/** `open-dispute/amount` as words. */
export const promptWords = (prompt: string): string =>
  prompt === 'idle' ? 'No open question' : prompt.replaceAll(/[-_]/g, ' ').replace('/', ': ');

function barsOf(
  counts: Readonly<Record<string, number>>,
  draw: (key: string) => { readonly words: string; readonly href: string },
): readonly Bar[] {
  const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const most = sorted[0]?.[1] ?? 1;
  return sorted.map(([key, count]) => ({
    ...{ ...draw(key), count, step: Math.max(1, Math.round((20 * count) / most)) },
  }));
}
