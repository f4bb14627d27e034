import { writeFile } from 'node:fs/promises';
import { type Instant, instant, isoOf } from '../../services/domain/time.ts';
import {
  type Counts,
  listMisses,
  type MissGroup,
  type MissReport,
} from '../../services/feedback/list-misses.ts';
import { type Command, Misuse } from './command.ts';
import { trainingLines } from './training-lines.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

export const misses: Command = {
  usage: 'misses [--since 7d] [--json] [--export FILE.yaml]',
  does: 'what buyers wrote that was not understood or did not help, grouped; or as new training lines',
  words: { min: 0, max: 0 },
  options: { since: 'value', json: 'flag', export: 'value' },
  run: async ({ options }, world) => {
    const days = daysOf(options.since);
    const { store, clock } = await world.open();
    const from = instant(clock.now() - days * DAY_MS);
    const report = await store.run((tx) => listMisses(store, tx, from));
    if (typeof options.export === 'string') {
      const { yaml, known, open } = trainingLines(report);
      await writeFile(options.export, yaml, { mode: 0o600 });
      return world.say(
        `${options.export}: ${known} new lines by label, ${open} to be labelled by hand. Copy what is right into knowledge/intents/en.yaml.`,
      );
    }
    world.say(options.json ? JSON.stringify(shown(report), null, 2) : inWords(report, days));
  },
};

function daysOf(since: string | true | undefined): number {
  if (since === undefined) return DAYS;
  const [, days] = /^(\d{1,4})d$/.exec(String(since)) ?? [];
  if (days === undefined)
    throw new Misuse(
      `"${since}" is no time to look back.`,
      'It is called like this: npm run cli -- misses --since 30d',
    );
  return Number(days);
}

const shown = ({ from, groups, ...report }: MissReport) => ({
  ...{ from: isoOf(from), ...report },
  groups: groups.map(({ lastAt, ...group }) => ({ ...group, lastAt: isoOf(lastAt) })),
});

function inWords({ count, conversations, groups, answers }: MissReport, days: number): string {
  const since = `in the last ${days} days`;
  const head =
    count === 0
      ? `Everything was understood ${since}.`
      : `Not understood or not solved ${since}: ${times(count)} in ${conversations === 1 ? 'one conversation' : `${conversations} conversations`}.`;
  return [head, ...byGuess(groups), ...ofAnswers(answers)].join('\n');
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** Below its best guess every text: how often, where, and what the buyers did then. */
function byGuess(groups: readonly MissGroup[]): readonly string[] {
  const guesses = [...new Set(groups.map(({ guess }) => guess ?? 'no guess'))];
  return guesses.flatMap((guess) => {
    const own = groups.filter((group) => (group.guess ?? 'no guess') === guess);
    return ['', guess, ...own.map(line)];
  });
}

const kinds: Readonly<Record<MissGroup['kind'], string>> = {
  missed: 'not understood',
  asked: 'did you mean',
  unsolved: 'not solved',
};

function line({ kind, text, score, count, prompts, followed, picked, lastAt }: MissGroup): string {
  const guess = kind === 'unsolved' ? '' : ` ${score.toFixed(2)}`;
  const said = text === '' ? '(a button)' : `"${text}"`;
  const meant = inCounts(picked) === '' ? '' : `; meant: ${inCounts(picked)}`;
  return `${String(count).padStart(5)}  ${said}  ${kinds[kind]}${guess} at ${inCounts(prompts)}; then: ${inCounts(followed)}${meant}; last ${dayOf(lastAt)}`;
}

const dayOf = (at: Instant): string => isoOf(at).slice(0, 10);

const inCounts = (counts: Counts): string =>
  Object.entries(counts)
    .map(([word, count]) => (count === 1 ? word : `${word} ${count}`))
    .join(', ')
    .replaceAll('_', ' ');

const ofAnswers = (answers: MissReport['answers']): readonly string[] =>
  answers.length === 0
    ? []
    : [
        '',
        'Answers that helped, and that did not',
        ...answers.map(
          ({ label, solved, unsolved }) =>
            `${String(solved).padStart(5)} yes  ${unsolved} no  ${label}`,
        ),
      ];
