import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { Chat } from '../support/conversation.ts';
import { perform } from '../support/perform.ts';
import { realKnowledge, removeConversations, seededAt } from '../support/seeded-demo.ts';
import { parseScript, type Scripted, shownMessage } from '../support/transcript.ts';

const here = import.meta.dirname;
const recording = process.env.RECORD === '1';
const rules = new Set(Object.keys(createRulebook({ policyZone: 'UTC', holidays: [] }).rules));
const listener: Listener = {
  locale: 'en-GB',
  timeZone: 'Europe/London',
  policyZone: 'UTC',
  today: seededAt,
};

describe('Conversations', () => {
  after(removeConversations);

  for (const file of readdirSync(here).filter((name) => name.endsWith('.chat'))) {
    const path = join(here, file);
    const script = parseScript(readFileSync(path, 'utf8'));
    const title = script.head[0]?.slice(1).trim() ?? file;

    it(`${file}: ${title}`, async () => {
      const played = await play(script.steps);
      if (recording)
        return writeFileSync(path, [...script.head, '', ...played.flat(), ''].join('\n'));
      const expected = script.steps.map((step) => [lineOf(step), ...step.expected]);
      expect(played.flat().join('\n')).to.equal(expected.flat().join('\n'));
    });
  }
});

/** The transcript as it came out, a block of lines for each line of the script. */
async function play(steps: readonly Scripted[]): Promise<readonly (readonly string[])[]> {
  const [first, ...others] = steps;
  if (first?.verb !== 'as') throw new Error('A transcript begins with `as: <buyer>`.');
  const knowledge = await realKnowledge();
  const [who, page] = first.words.split(' from ');
  const chat = await Chat.start(who, page);
  try {
    const played = [[lineOf(first), ...shown(chat.said, knowledge)]];
    for (const step of others) {
      if (step.verb === 'rule') {
        expect(rules, 'the rulebook').to.include(step.words);
        played.push([lineOf(step)]);
        continue;
      }
      await perform(chat, step).catch((cause) => {
        throw new Error(`Line ${step.line}, ${lineOf(step)}: ${cause.message}`, { cause });
      });
      if (step.verb === 'notices' || step.verb === 'desk') {
        played.push([lineOf(step)]);
        continue;
      }
      checkForm(chat.said, knowledge, step);
      played.push([lineOf(step), ...shown(chat.said, knowledge)]);
    }
    return played;
  } finally {
    await chat.close();
  }
}

const shown = (messages: readonly Message[], knowledge: Knowledge): readonly string[] =>
  messages.flatMap((message) => shownMessage(message, knowledge, listener));

const lineOf = ({ verb, words }: Scripted): string =>
  words === '' ? verb : `${`${verb}:`.padEnd(6)} ${words}`;

/** At most two bubbles a turn, of at most 300 characters a paragraph (R31); one question, at the end (R06). */
function checkForm(messages: readonly Message[], knowledge: Knowledge, step: Scripted): void {
  const where = `after line ${step.line}, ${lineOf(step)}`;
  // Several things may have happened since; each is told by itself.
  if (step.verb.startsWith('buyer')) expect(messages.length, `bubbles ${where}`).to.be.at.most(2);
  for (const message of messages) {
    const paragraphs = message.text.map((phrase) => knowledge.say(phrase, listener, 'plain'));
    for (const text of paragraphs.flatMap((said) => said.split('\n\n')))
      expect(text.length, `length ${where}: ${text}`).to.be.at.most(300);
    const [before, ...after] = paragraphs.join(' ').split('?');
    if (before && after.length > 0)
      expect(after, `one question, at the end ${where}`).to.deep.equal(['']);
  }
}
