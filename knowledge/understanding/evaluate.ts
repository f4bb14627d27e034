import type { Knowledge, Understood } from '../knowledge.ts';
import { findEntities } from './entities.ts';
import { OUT_OF_SCOPE } from './labels.ts';
import { type Pair, type Scores, scoresOf } from './scores.ts';

/** One line of an evaluation file (interfaces.md 6). */
export interface Line {
  readonly text: string;
  readonly intent: string;
  /** Labels that serve as well. */
  readonly also_ok?: readonly string[];
  readonly tags?: readonly string[];
  readonly entities?: readonly {
    readonly type: string;
    readonly value: string | number;
    readonly alt_values?: readonly (string | number)[];
  }[];
}

export interface Evaluation extends Scores {
  readonly entityF1: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What relative dates of the labelled data count from. */
const NOW = Date.parse('2025-06-18T10:00:00Z');

/** Scores of the understanding on labelled lines, rates 0..1. `clock` answers milliseconds. */
export function evaluate(
  lines: readonly Line[],
  knowledge: Pick<Knowledge, 'understand'>,
  clock: () => number,
): Evaluation {
  const times: number[] = [];
  const pairs = lines.map((line): Pair => {
    const before = clock();
    const understood = knowledge.understand(line.text);
    times.push(clock() - before);
    return pairOf(line, understood);
  });
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { ...scoresOf(pairs), entityF1: entityScore(lines), p50Ms: at(0.5), p99Ms: at(0.99) };
}

function pairOf(line: Line, { band, intents }: Understood): Pair {
  const labels = intents.map(({ label }) => label);
  const [first = OUT_OF_SCOPE] = labels;
  return {
    gold: line.intent,
    alsoOk: line.also_ok ?? [],
    tags: line.tags ?? [],
    got: band === 'out' ? OUT_OF_SCOPE : first,
    best: labels.slice(0, 3),
  };
}

/** An entity counts as found if its type and one of its values agree; the place does not matter. */
function entityScore(lines: readonly Line[]): number {
  let right = 0;
  let gold = 0;
  let got = 0;
  for (const { text, intent, entities = [] } of lines) {
    if (intent === OUT_OF_SCOPE) continue;
    const found = namesOf(findEntities(text, NOW).map(({ type, value }) => [type, value]));
    const values = entities.map(({ type, value, alt_values = [] }) =>
      namesOf([value, ...alt_values].map((v) => [type, v])),
    );
    // A thing said twice is one.
    const wanted = [...new Map(values.map((names) => [names[0], names])).values()];
    right += wanted.filter((names) => names.some((name) => found.includes(name))).length;
    gold += wanted.length;
    got += found.length;
  }
  return gold + got === 0 ? 1 : (2 * right) / (gold + got);
}

const namesOf = (some: readonly (readonly [string, string | number])[]): readonly string[] => [
  ...new Set(some.map(([type, value]) => `${type} ${comparable(value)}`)),
];

/** "24.90" and 24.9 are one amount, D1234567890 and 1234567890 one dispute. */
function comparable(value: string | number): string {
  const text = String(value);
  return /^\d+\.\d+$/.test(text) ? String(Number(text)) : text.replace(/^D(?=\d)/, '');
}
