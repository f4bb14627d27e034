import type { Message } from '../../dialogs/kit/message.ts';
import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Phrase } from '../../knowledge/phrase.ts';

/** One line of a transcript that is done, and the lines that the bot is to say to it. */
export interface Scripted {
  readonly line: number;
  readonly verb: string;
  readonly words: string;
  readonly expected: readonly string[];
}

/** What a transcript holds besides: who it is, and the text above the first line. */
export interface Script {
  readonly head: readonly string[];
  readonly steps: readonly Scripted[];
}

const verb = /^(?<verb>[a-z ]+?):(?: +(?<words>.*))?$/;

/** Lines of the bot begin with `bot:`; what belongs to the same message is indented below it. */
export function parseScript(text: string): Script {
  const head: string[] = [];
  const steps: { line: number; verb: string; words: string; expected: string[] }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const step = steps.at(-1);
    if (line.startsWith('bot:') || line.startsWith(' ')) {
      if (!step) throw new Error(`Line ${index + 1}: the bot speaks before anything has happened.`);
      step.expected.push(line.trimEnd());
    } else if (line.startsWith('#')) {
      if (!step) head.push(line);
    } else if (line.trim() !== '') {
      const found = verb.exec(line.trim())?.groups;
      const name = found?.verb ?? line.trim();
      steps.push({ line: index + 1, verb: name, words: found?.words ?? '', expected: [] });
    }
  }
  return { head, steps };
}

const indent = '       ';

/** A message as a transcript shows it. */
export function shownMessage(
  message: Message,
  knowledge: Knowledge,
  listener: Listener,
): readonly string[] {
  const say = (phrase: Phrase) => knowledge.say(phrase, listener, 'plain');
  const button = (label: string) => `[${label}]`;
  const choices = (message.choices ?? []).map(({ label }) => button(say(label)));
  const lines = [
    ...(message.heading ? [`*${say(message.heading)}*`] : []),
    ...message.text.map(say).flatMap((text) => text.split('\n\n')),
    ...(message.quote === undefined ? [] : [`"${message.quote}"`]),
    ...(message.facts ?? []).map(({ label, value }) => `- ${say(label)}: ${say(value)}`),
    ...(message.images ?? []).map(({ name }) => `<${name}>`),
    ...(message.rows ?? []).map(
      ({ title, lines: more, badge }) =>
        `> ${say(title)}${badge ? ` (${say(badge)})` : ''} | ${more.map(say).join(' | ')}`,
    ),
    ...(message.attach ? [`(asks for files: ${message.attach})`] : []),
    ...(message.link ? [`(link: ${say(message.link.label)} ${message.link.path})`] : []),
    ...(message.source ? [`(source: ${message.source})`] : []),
    ...(choices.length > 0 ? [choices.join(' ')] : []),
  ];
  return lines.map((line, n) => (n === 0 ? `bot:   ${line}` : `${indent}${line}`));
}
