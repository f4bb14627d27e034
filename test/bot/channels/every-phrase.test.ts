import { expect } from 'chai';
import { channels } from '../../../bot/channels/capabilities.ts';
import { render } from '../../../bot/channels/render.ts';
import { sayOn } from '../../../bot/channels/say.ts';
import type { Message } from '../../../dialogs/kit/message.ts';
import { loadPhraseBook } from '../../../knowledge/load-knowledge.ts';
import type { Phrase } from '../../../knowledge/phrase.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { knowledgeRoot, rulebook } from '../../knowledge/loaded.ts';
import { faultsOfCard } from '../../support/adaptive-card.ts';
import { faultsOn } from '../../support/channel-limits.ts';
import { everyPhrase } from '../../support/every-phrase.ts';
import { choice, knowledge, targetOf, words } from './message-samples.ts';

const book = await loadPhraseBook(knowledgeRoot, rulebook);
const phrases = everyPhrase(book);

/** The phrase wherever a message can hold one. */
const kinds: Readonly<Record<string, (phrase: Phrase) => Message>> = {
  sentence: (phrase) => ({ text: [phrase], source: 'not-received' }),
  label: (phrase) => ({
    text: [words('Which one?')],
    choices: [{ id: 'a', label: phrase }, choice('b', 'The other one')],
  }),
  row: (phrase) => ({
    text: [words('Which one?')],
    rows: [{ choice: { id: 'r', label: phrase }, title: phrase, lines: [phrase], badge: phrase }],
  }),
  facts: (phrase) => ({
    ...{ heading: phrase, text: [phrase], facts: [{ label: phrase, value: phrase }] },
    choices: [choice('yes', 'Send it', { tone: 'primary' }), choice('no', 'Keep it')],
  }),
};

describe('Every phrase', () => {
  for (const channel of channels)
    it(`on ${channel} breaks no limit as sentence, label, row, fact, short and long`, () => {
      const to = targetOf(channel);
      expect(phrases.length).to.be.above(1000);
      for (const phrase of phrases)
        for (const [kind, message] of Object.entries(kinds))
          for (const activity of render(message(phrase), to)) {
            const faults = faultsOn(channel, JSON.parse(JSON.stringify(activity)) as JsonObject);
            if (faults.length > 0) expect.fail(`${phrase.key} as ${kind}: ${faults.join(', ')}`);
          }
    }).timeout(20_000);

  it('of another wording for a channel exists, and has as many wordings', () => {
    const other = /^channel\.(?:typed|linked|no_files|unreserved|unwelcomed|brief|short)\.(.+)$/;
    const keys = book.keys.filter((key) => other.test(key));
    expect(keys.length).to.be.above(10);
    for (const key of keys) {
      const usual = other.exec(key)?.[1] ?? '';
      expect(book.has(usual), key).to.equal(true);
      expect(book.written(key).length, key).to.equal(book.written(usual).length);
    }
  });

  it('speaks of buttons only where there are some, and of a paperclip only where one is seen', () => {
    const typed = channels.filter((channel) => targetOf(channel).capabilities.ways.length === 0);
    expect(typed).to.include.members(['sms', 'slack', 'email']);
    for (const channel of typed)
      for (const phrase of phrases.filter(({ key }) => !key.startsWith('channel.')))
        expect(
          sayOn(targetOf(channel), phrase),
          `${channel}: channel.hbs needs typed.${phrase.key}`,
        ).not.to.match(/\b(buttons?|press(?:ed)?|tap|click|paperclip)\b/i);
  });
});

describe('An SMS', () => {
  const to = targetOf('sms');
  const { reservedWords } = to.capabilities;
  const list = reservedWords.join('|');
  /** The word alone: quoted, or one of a list of what can be written. */
  const told = new RegExp(
    `["“'](?:${list})["”']|\\b(?:say|type|write|reply|answer|send|text)[: ]+(?:[^.?!]*(?:,|\\bor) )?["“]?(?:${list})["”]?(?=[,.?!]|$| or\\b)`,
    'i',
  );

  it('never tells to write a word that the carrier keeps for itself', () => {
    expect('At any time you can say: back, stop, menu.').to.match(told);
    expect('Reply YES or NO.').to.match(told);
    expect('Write "yes" to send it.').to.match(told);
    expect('I am not sure what you say yes to.').not.to.match(told);
    for (const phrase of phrases) expect(sayOn(to, phrase, 'plain'), phrase.key).not.to.match(told);
  });

  it('has no label and no way to say a choice that is such a word alone', () => {
    const labels = phrases.map((phrase) => sayOn(to, phrase, 'plain').toLowerCase());
    for (const word of reservedWords) expect(labels).not.to.include(word);
  });

  it('is at most 320 characters long where it has no list and no long words of a person', () => {
    for (const { key, data } of phrases) {
      const activities = render({ text: [{ key, data: data ?? {} }] }, to);
      for (const { text } of activities) expect(text.length, key).to.be.at.most(320);
    }
  });
});

describe('The judge of cards', () => {
  it('finds what is wrong with a card', () => {
    const good = {
      ...{ type: 'AdaptiveCard', version: '1.5', lang: 'en', fallbackText: 'x', speak: 'x' },
      body: [{ type: 'TextBlock', text: 'x' }],
    };
    expect(faultsOfCard(good, { isTeams: true })).to.deep.equal([]);
    const { speak: _none, ...mute } = good;
    for (const bad of [
      { ...good, version: '1.6' },
      { ...good, body: [{ type: 'Nonsense' }] },
      { ...good, body: [{ type: 'TextBlock', text: 'x', size: 'Huge' }] },
      { ...good, actions: [{ type: 'Action.Submit', title: 'x' }] },
      { ...good, actions: [{ type: 'Action.Execute', title: 'x', style: 'destructive' }] },
      mute,
    ])
      expect(faultsOfCard(bad, { isTeams: true }), JSON.stringify(bad)).not.to.be.empty;
    expect(knowledge.has('channel.choose')).to.equal(true);
  });
});
