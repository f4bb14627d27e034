import { OUT_OF_SCOPE } from './labels.ts';

/** What a line is labelled, and what was understood. */
export interface Pair {
  readonly gold: string;
  readonly alsoOk: readonly string[];
  readonly tags: readonly string[];
  readonly got: string;
  /** The best three in scope, whatever the band. */
  readonly best: readonly string[];
}

/** Rates 0..1 over all lines, those of `inScope` and `lenient` over lines in scope; 0 without any line to count. */
export interface Scores {
  readonly n: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly inScopeAccuracy: number;
  /** A label that serves as well is right too. */
  readonly lenientAccuracy: number;
  /** The label is among the best three. */
  readonly top3: number;
  readonly oosRecall: number;
  readonly oosPrecision: number;
  readonly oosF1: number;
  /** Lenient, and how many lines. */
  readonly byTag: Readonly<Record<string, { readonly n: number; readonly accuracy: number }>>;
  /** Most frequent first. */
  readonly confusions: readonly {
    readonly intent: string;
    readonly got: string;
    readonly n: number;
  }[];
}

const MAX_CONFUSIONS = 30;

const rate = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const isRight = ({ gold, got }: Pair): boolean => gold === got;
const serves = (pair: Pair): boolean => isRight(pair) || pair.alsoOk.includes(pair.got);
const share = (pairs: readonly Pair[], holds: (pair: Pair) => boolean): number =>
  rate(pairs.filter(holds).length, pairs.length);

export function scoresOf(pairs: readonly Pair[]): Scores {
  const inScope = pairs.filter(({ gold }) => gold !== OUT_OF_SCOPE);
  const out = pairs.filter(({ gold }) => gold === OUT_OF_SCOPE);
  const rejected = pairs.filter(({ got }) => got === OUT_OF_SCOPE);
  const [recall, precision] = [share(out, isRight), share(rejected, isRight)];
  return {
    n: pairs.length,
    accuracy: share(pairs, isRight),
    macroF1: macroF1(pairs),
    inScopeAccuracy: share(inScope, isRight),
    lenientAccuracy: share(inScope, serves),
    top3: share(inScope, ({ gold, best }) => best.includes(gold)),
    oosRecall: recall,
    oosPrecision: precision,
    oosF1: rate(2 * precision * recall, precision + recall),
    byTag: byTag(pairs),
    confusions: confusionsOf(pairs),
  };
}

function byTag(pairs: readonly Pair[]): Scores['byTag'] {
  const tags = [...new Set(pairs.flatMap((pair) => pair.tags))].sort();
  const entries = tags.map((tag) => {
    const tagged = pairs.filter((pair) => pair.tags.includes(tag));
    return [tag, { n: tagged.length, accuracy: share(tagged, serves) }] as const;
  });
  return Object.fromEntries(entries);
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
