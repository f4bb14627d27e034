import { isoOf } from '../domain/time.ts';
import type { Metrics, Spread } from './views.ts';

/** `measure,of,value`, one number a line; durations in seconds. RFC 4180, and no spreadsheet runs any of it. */
export const metricsCsv = (metrics: Metrics): string => {
  const { csat, recontacted } = metrics;
  const lines: readonly (readonly [string, string, string | number | undefined])[] = [
    ['from', '', isoOf(metrics.from)],
    ['to', '', isoOf(metrics.to)],
    ['waiting_now', '', metrics.waitingNow],
    ['oldest_wait_seconds', '', seconds(metrics.oldestWaitMs)],
    ['conversations', '', metrics.conversations],
    ['contained', '', metrics.contained],
    ['confirmed_solved', '', metrics.confirmedSolved],
    ...counted('handed_over', metrics.handedOver),
    ...spread('first_response', metrics.firstResponse),
    ...spread('resolution', metrics.resolution),
    ['recontacted_7_days', 'n', recontacted.n],
    ['recontacted_7_days', 'of', recontacted.of],
    ...Object.entries(metrics.outcomes).flatMap(([reason, outcomes]) =>
      counted(`outcome_${reason}`, outcomes),
    ),
    ...counted('missed_at', metrics.missesByPrompt),
    ['csat', 'asked', csat.asked],
    ['csat', 'n', csat.n],
    ['csat', 'mean', csat.mean?.toFixed(2)],
  ];
  const rows = lines.map((line) => line.map(cell).join(','));
  return `${['measure,of,value', ...rows].join('\r\n')}\r\n`;
};

type Line = readonly [string, string, string | number | undefined];

const counted = (name: string, counts: Readonly<Record<string, number>>): readonly Line[] =>
  Object.entries(counts).map(([of, n]) => [name, of, n]);

const spread = (name: string, { n, median, p90 }: Spread): readonly Line[] => [
  [name, 'n', n],
  [`${name}_seconds`, 'median', seconds(median)],
  [`${name}_seconds`, 'p90', seconds(p90)],
];

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.round(ms / 1_000);

/** A text that begins like a formula gets an apostrophe before it. */
const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
