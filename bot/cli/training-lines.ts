import type { MissGroup, MissReport } from '../../services/feedback/list-misses.ts';

/** What stood where a number was masked: another one of its kind, so that the line reads as buyers write it. */
const samples: Readonly<Record<string, string>> = {
  '[order number]': '8011111111111111',
  '[dispute number]': 'D1234567890',
  '[tracking number]': 'RR123456785CN',
};

/**
 * New lines in the format of knowledge/intents: below the label that the buyers picked; what nobody picked is a
 * comment, for a person to label. Of several picked labels the one that was picked most.
 */
export function trainingLines({ groups }: Pick<MissReport, 'groups'>): {
  readonly yaml: string;
  /** Lines with a label, and without. */
  readonly known: number;
  readonly open: number;
} {
  const said = groups.filter(({ kind, text }) => kind !== 'unsolved' && /\p{L}/u.test(text));
  const known = said.filter(({ picked }) => most(picked) !== undefined);
  const open = said.filter(({ picked }) => most(picked) === undefined);
  const labels = [...new Set(known.map(({ picked }) => most(picked) ?? ''))].sort();
  const lines = labels.flatMap((label) => [
    `${label}:`,
    ...known.filter(({ picked }) => most(picked) === label).map(({ text }) => entry(text)),
  ]);
  const yaml = [...head, ...lines, ...undecided(open)].join('\n');
  return { yaml: `${yaml}\n`, known: known.length, open: open.length };
}

const head = [
  '# What buyers wrote and the bot was not sure of, below the label that they picked themselves.',
  '# Read every line: numbers and names are masked, the rest is as it was written. Copy what is right.',
];

const undecided = (open: readonly MissGroup[]): readonly string[] =>
  open.length === 0
    ? []
    : [
        '# Nobody picked a label for these. Where it says "maybe": their next words were understood so.',
        ...open.map(comment),
      ];

function comment({ text, rephrased, guess, score }: MissGroup): string {
  const maybe = most(rephrased);
  const hint = maybe ? ` maybe ${maybe}` : guess ? ` guessed ${guess} ${score.toFixed(2)}` : '';
  return `#${entry(text)} #${hint}`.replace(/ #$/, '');
}

const most = (counts: Readonly<Record<string, number>>): string | undefined =>
  Object.entries(counts).sort((a, b) => b[1] - a[1])[0]?.[0];

/** JSON's strings are YAML's, and what a comment holds can't leave its line. */
function entry(text: string): string {
  const filled = Object.entries(samples).reduce(
    (words, [mask, sample]) => words.replaceAll(mask, sample),
    text,
  );
  return `  - ${JSON.stringify(filled)}`;
}
