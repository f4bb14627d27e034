import { OUT_OF_SCOPE } from './recognize.ts';

/** What a line is labelled, and what was understood. */
export interface Pair {
  readonly gold: string;
  readonly got: string;
}

const MAX_CONFUSIONS = 30;

/** Rates 0..1 over all lines; those without any line to count are 0. */
export function scoresOf(pairs: readonly Pair[]) {
  const right = (some: readonly Pair[]) => some.filter(({ gold, got }) => gold === got).length;
  const rate = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const inScope = pairs.filter(({ gold }) => gold !== OUT_OF_SCOPE);
  const out = pairs.filter(({ gold }) => gold === OUT_OF_SCOPE);
  const rejected = pairs.filter(({ got }) => got === OUT_OF_SCOPE);
  return {
    n: pairs.length,
    accuracy: rate(right(pairs), pairs.length),
    macroF1: macroF1(pairs),
    inScopeAccuracy: rate(right(inScope), inScope.length),
    oosRecall: rate(right(out), out.length),
    oosPrecision: rate(right(rejected), rejected.length),
    confusions: confusionsOf(pairs),
  };
}

/** Mean of the F1 of each label that occurs among the lines. */
function macroF1(pairs: readonly Pair[]): number {
  const labels = [...new Set(pairs.map(({ gold }) => gold))];
  const f1s = labels.map((label) => {
    const gold = pairs.filter((pair) => pair.gold === label).length;
    const got = pairs.filter((pair) => pair.got === label).length;
    const both = pairs.filter((pair) => pair.gold === label && pair.got === label).length;
    return gold + got === 0 ? 0 : (2 * both) / (gold + got);
  });
  return f1s.reduce((sum, f1) => sum + f1, 0) / (labels.length || 1);
}

function confusionsOf(pairs: readonly Pair[]) {
  const counts = new Map<string, { intent: string; got: string; n: number }>();
  for (const { gold, got } of pairs) {
    if (gold === got) continue;
    const key = `${gold} ${got}`;
    const known = counts.get(key) ?? { intent: gold, got, n: 0 };
    counts.set(key, { ...known, n: known.n + 1 });
  }
  return [...counts.values()].sort((a, b) => b.n - a.n).slice(0, MAX_CONFUSIONS);
}
