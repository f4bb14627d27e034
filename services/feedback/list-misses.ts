import type { Instant } from '../domain/time.ts';
import type { FeedbackRow, Followed } from '../feedback-port.ts';
import type { Store, Tx } from '../ports.ts';
import { groupBy } from './group-by.ts';

/** More rows than these are not read: the newest are. */
const ROWS = 10_000;

/** Texts that say the same, with the same best guess. */
export interface MissGroup {
  readonly kind: Exclude<FeedbackRow['kind'], 'solved'>;
  /** As it was last written. */
  readonly text: string;
  /** Best guess; missing where there was none. */
  readonly guess?: string;
  readonly score: number;
  readonly band: FeedbackRow['band'];
  readonly count: number;
  /** Where it was said, the newest first. */
  readonly conversationIds: readonly string[];
  readonly lastAt: Instant;
  /** How often at which question. */
  readonly prompts: Counts;
  readonly channels: Counts;
  readonly followed: Readonly<Partial<Record<Followed | 'missed_again', number>>>;
  /** What the buyers picked: the right label, where they agree. */
  readonly picked: Counts;
  /** What was understood of their next words: a hint, not more. */
  readonly rephrased: Counts;
}

export type Counts = Readonly<Record<string, number>>;

export interface MissReport {
  readonly from: Instant;
  /** Rows that were not understood or not solved. */
  readonly count: number;
  readonly conversations: number;
  /** The most frequent first, then the newest. */
  readonly groups: readonly MissGroup[];
  /** By label of the answer: how often it helped, and how often not. The worst first. */
  readonly answers: readonly {
    readonly label: string;
    readonly solved: number;
    readonly unsolved: number;
  }[];
}

/**
 * What was not understood or not solved since `from`, and before `to` if one is given, in groups. For operators: texts of all
 * buyers, masked.
 */
export async function listMisses(
  store: Store,
  tx: Tx,
  from: Instant,
  to?: Instant,
): Promise<MissReport> {
  const since = await store.feedback.since(tx, from, ROWS);
  const rows = to === undefined ? since : since.filter(({ at }) => at < to);
  const newest = new Map(rows.map((row) => [row.conversationId, row.no]));
  const missed = rows.flatMap((row) => (row.kind === 'solved' ? [] : [{ ...row, kind: row.kind }]));
  const byKey = groupBy(missed, keyOf);
  const groups = [...byKey.values()].map((group) => groupOf(group, newest));
  return {
    from,
    count: missed.length,
    conversations: new Set(missed.map(({ conversationId }) => conversationId)).size,
    groups: groups.sort((a, b) => b.count - a.count || b.lastAt - a.lastAt),
    answers: answersIn(rows),
  };
}

type Missed = FeedbackRow & { readonly kind: MissGroup['kind'] };

const keyOf = ({ kind, text, guesses: [best] }: Missed): string =>
  [kind, best?.label, plain(text)].join('\n');

/** Case, punctuation and spaces are no difference. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}[\]]+/u)
    .filter(Boolean)
    .join(' ');

function groupOf(rows: readonly Missed[], newest: ReadonlyMap<string, number>): MissGroup {
  const last = rows.at(-1);
  if (!last) throw new Error('A group has rows');
  const [best] = last.guesses;
  return {
    ...{ kind: last.kind, text: last.text, score: best?.score ?? 0, band: last.band },
    ...(best ? { guess: best.label } : {}),
    ...{ count: rows.length, lastAt: last.at },
    conversationIds: [...new Set(rows.map(({ conversationId }) => conversationId).reverse())],
    prompts: counted(rows.map(({ prompt }) => prompt)),
    channels: counted(rows.map(({ channel }) => channel)),
    followed: counted(rows.map((row) => followedBy(row, newest))),
    picked: counted(labels(rows, 'picked')),
    rephrased: counted(labels(rows, 'rephrased')),
  };
}

/** Nothing was noted, but the buyer went on: the next text was not understood either. */
const followedBy = (row: Missed, newest: ReadonlyMap<string, number>): Followed | 'missed_again' =>
  row.followed === 'left' && newest.get(row.conversationId) !== row.no
    ? 'missed_again'
    : row.followed;

const labels = (rows: readonly Missed[], how: Followed): readonly string[] =>
  rows.flatMap(({ followed, label }) => (followed === how && label ? [label] : []));

function counted(words: readonly string[]): Counts {
  const groups = groupBy(words, (word) => word);
  return Object.fromEntries(
    [...groups].map(([word, all]) => [word, all.length] as const).sort((a, b) => b[1] - a[1]),
  );
}

function answersIn(rows: readonly FeedbackRow[]): MissReport['answers'] {
  const rated = rows.filter(({ kind }) => kind === 'solved' || kind === 'unsolved');
  const byLabel = groupBy(rated, ({ guesses: [answered] }) => answered?.label ?? '');
  return [...byLabel]
    .map(([label, all]) => {
      const solved = all.filter(({ kind }) => kind === 'solved').length;
      return { label, solved, unsolved: all.length - solved };
    })
    .sort((a, b) => b.unsolved - a.unsolved || a.solved - b.solved);
}
