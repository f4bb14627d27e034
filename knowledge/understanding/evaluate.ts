import type { Knowledge } from '../knowledge.ts';
import { findDates } from './dates.ts';
import { findEntities } from './entities.ts';
import { OUT_OF_SCOPE } from './recognize.ts';
import { type Pair, scoresOf } from './scores.ts';

/** One line of an evaluation file (interfaces.md 6). */
export interface Line {
  readonly text: string;
  readonly intent: string;
  readonly entities?: readonly {
    readonly type: string;
    readonly value: string | number;
    readonly alt_values?: readonly (string | number)[];
  }[];
}

export interface Evaluation {
  readonly n: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly inScopeAccuracy: number;
  readonly oosRecall: number;
  readonly oosPrecision: number;
  readonly entityF1: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Most frequent first. */
  readonly confusions: readonly {
    readonly intent: string;
    readonly got: string;
    readonly n: number;
  }[];
}

/** What relative dates of the labelled data count from. */
const NOW = Date.parse('2025-06-18T10:00:00Z');
/** What is read here; percentages, durations, months are labelled but not read. */
const readTypes = new Set([
  'order_id',
  'dispute_id',
  'tracking_number',
  'amount',
  'percent',
  'date',
]);

/** Scores of the understanding on labelled lines, rates 0..1. `clock` answers milliseconds. */
export async function evaluate(
  lines: readonly Line[],
  knowledge: Pick<Knowledge, 'understand'>,
  clock: () => number,
): Promise<Evaluation> {
  const times: number[] = [];
  const pairs = lines.map(({ text, intent }): Pair => {
    const before = clock();
    const { band, intents } = knowledge.understand(text);
    times.push(clock() - before);
    return {
      gold: intent,
      got: band === 'out' ? OUT_OF_SCOPE : (intents[0]?.label ?? OUT_OF_SCOPE),
    };
  });
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const entityF1 = await entityScore(lines);
  return { ...scoresOf(pairs), entityF1, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** An entity counts as found if its type and one of its values agree; the place does not matter. */
async function entityScore(lines: readonly Line[]): Promise<number> {
  let right = 0;
  let gold = 0;
  let got = 0;
  for (const { text, intent, entities = [] } of lines) {
    if (intent === OUT_OF_SCOPE) continue;
    const found = await foundIn(text);
    const wanted = entities.filter(({ type }) => readTypes.has(type));
    const matches = wanted.filter(({ type, value, alt_values = [] }) =>
      [value, ...alt_values].some((v) => found.has(`${type} ${comparable(v)}`)),
    );
    right += matches.length;
    gold += wanted.length;
    got += found.size;
  }
  return gold + got === 0 ? 1 : (2 * right) / (gold + got);
}

async function foundIn(text: string): Promise<ReadonlySet<string>> {
  const dates = await findDates(text, NOW);
  return new Set([
    ...findEntities(text).map(({ type, value }) => `${type} ${comparable(value)}`),
    ...dates.map(({ readings }) => `date ${comparable(readings[0] ?? '')}`),
  ]);
}

/** "24.90" and 24.9 are one amount, D1234567890 and 1234567890 one dispute. */
function comparable(value: string | number): string {
  const text = String(value);
  return /^\d+\.\d+$/.test(text) ? String(Number(text)) : text.replace(/^D(?=\d)/, '');
}
