import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { capabilitiesOf, channels } from '../../bot/channels/capabilities.ts';
import { render } from '../../bot/channels/render.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import { Chat } from '../support/conversation.ts';
import { realKnowledge, removeConversations, seededAt } from '../support/seeded-demo.ts';
import { keysOf, type Spot, walk } from '../support/walk.ts';
import { everyPrompt, listener, saidOf, wordings } from './rules-support.ts';

const chats = join(import.meta.dirname, '../conversations');

/** What the bot said in every recorded conversation, turn by turn. */
const turns: readonly { readonly file: string; readonly said: string }[] = readdirSync(chats)
  .filter((name) => name.endsWith('.chat'))
  .flatMap((file) =>
    readFileSync(join(chats, file), 'utf8')
      .split(/^(?!bot:| )/m)
      .map((turn) => ({ file, said: turn.slice(turn.indexOf('\n') + 1) })),
  );

/** Rules R31 to R35: length, sources, numbers, tone, access. */
describe('Rules of conversation: content', () => {
  let prompts: ReadonlyMap<string, Spot>;
  let visitor: Chat;
  let answers: readonly (readonly Message[])[];
  before(async () => {
    prompts = await everyPrompt();
    visitor = await Chat.start();
    const { articles } = await realKnowledge();
    const labels = articles.flatMap(({ subAnswers }) => subAnswers.map(({ intent }) => intent));
    answers = await walk(visitor, async (here, step) => {
      const all: (readonly Message[])[] = [];
      for (const label of ['faq_not_received', 'faq_when_refund', ...labels]) {
        const begin = { kind: 'begin', flow: 'show-article', args: { label } } as const;
        all.push((await step(here, { arrives: begin })).messages);
      }
      return all;
    });
  });
  after(async () => {
    await visitor.close();
    await removeConversations();
  });

  it('R31 a paragraph has 300 characters at most, a turn two bubbles', async () => {
    const knowledge = await realKnowledge();
    const said = [...[...prompts.values()].map(({ messages }) => messages), ...answers];
    for (const messages of said) {
      expect(messages.length).to.be.at.most(2);
      for (const phrase of messages.flatMap(({ text }) => text))
        for (const paragraph of knowledge.say(phrase, listener, 'plain').split('\n\n'))
          expect(paragraph.length, paragraph).to.be.at.most(300);
    }
  });

  it('R31 an SMS is not longer than its channel takes', async () => {
    const knowledge = await realKnowledge();
    const to = {
      ...{ capabilities: capabilitiesOf('sms'), knowledge, listener, baseUrl: '' },
      ...{ sign: () => 'x', signImage: () => 'x', promptId: 'p' },
    };
    for (const { messages } of prompts.values())
      for (const message of messages)
        for (const { text } of render(message, to))
          expect(text.length).to.be.at.most(to.capabilities.maxText);
  });

  it('R32 every answer of the help pages names its source, with its section and its date', async () => {
    const knowledge = await realKnowledge();
    for (const messages of answers) {
      const { source = '' } = messages.find((one) => keysOf([one]).includes('article.says')) ?? {};
      const article = knowledge.article(source);
      expect(article?.section, source).to.be.within(1, 11);
      expect(article?.validFrom, source).to.match(/^\d{4}-\d\d-\d\d$/);
    }
  });

  const local: Readonly<Record<string, RegExp>> = {
    en: /4 January 2027|January 4, 2027/,
    es: /2027/,
    ru: /2027/,
    ar: /2027|٢٠٢٧/,
    ja: /2027/,
  };
  for (const [locale, says] of Object.entries(local))
    it(`R33 a day and an amount are written by Intl, in the zone of who reads: ${locale}`, async () => {
      const knowledge = await realKnowledge();
      const to = { locale, timeZone: 'Asia/Tokyo', policyZone: 'UTC', today: seededAt };
      const at = Date.parse('2027-01-04T00:00:00Z');
      const day: Phrase = { key: 'common.day', data: { day: { kind: 'day', at } as never } };
      expect(knowledge.say(day, to, 'plain')).to.match(says);
      const amount = { kind: 'money', minor: '123450', currency: 'JPY' } as const;
      const said = knowledge.say({ key: 'common.text', data: { text: amount } }, to, 'plain');
      expect(said.replace(/[^\d٠-٩]/g, '')).to.have.length(6);
    });

  it('R34 greetings, thanks, goodbyes and anger have replies of their own, in three wordings', async () => {
    const replies = {
      ...{ hi: 'main.small_greeting', 'thank you': 'main.small_thanks', bye: 'main.small_goodbye' },
      ...{ 'worst shop ever': 'main.small_complaint', 'you are thieves': 'main.vent' },
      'tell me a joke': 'main.small_chitchat',
    };
    await walk(visitor, async (here, step) => {
      for (const [says, reply] of Object.entries(replies)) {
        const { messages } = await step(here, { says });
        expect(keysOf(messages), says).to.include(reply);
      }
    });
    for (const reply of Object.values(replies))
      expect(wordings.filter(({ key }) => key === reply).length).to.be.at.least(3);
  });

  it('R34 no turn of any recorded conversation apologises twice', () => {
    expect(turns.length).to.be.above(500);
    for (const { file, said } of turns)
      expect(said.split(/\bsorry\b|apologi[sz]e/i).length - 1, `${file}: ${said}`).to.be.at.most(1);
  });

  it('R35 everything that is shown can be read aloud: text and speak on every channel, a text for every card', async () => {
    const knowledge = await realKnowledge();
    for (const channel of channels)
      for (const { messages } of prompts.values())
        for (const message of messages) {
          const activities = render(message, {
            ...{ capabilities: capabilitiesOf(channel), knowledge, listener, baseUrl: '' },
            ...{ sign: () => 'x', signImage: () => 'x', promptId: 'p' },
          });
          for (const { text, speak, attachments = [] } of activities) {
            expect(text.trim(), channel).not.to.equal('');
            expect(speak.trim(), channel).not.to.equal('');
            for (const { content } of attachments)
              expect(content.fallbackText ?? content.title, channel).to.be.a('string').and.not.be
                .empty;
          }
        }
  });

  it('R35 whether it helped is one press, asked once in a while: not again within half an hour, never after two that were left', async () => {
    const minutes = 60_000;
    const asks = (spot: Spot) => keysOf(spot.messages).includes('solved.ask');
    await walk(visitor, async (here, step) => {
      const first = await step(here, { says: 'which files can I upload?' });
      expect(asks(first)).to.equal(true);
      const labels = first.state.prompt?.choices.map(({ label }) => label);
      expect(labels).to.include.members(['Yes, solved', 'Not solved']);
      const soon = await step(first, { says: 'how long does a refund take?', after: 29 * minutes });
      expect(asks(soon)).to.equal(false);
      const later = await step(soon, { says: 'which files can I upload?', after: 31 * minutes });
      expect(asks(later)).to.equal(true);
      const after = 120 * minutes;
      const left = await step(later, { says: 'how long does a refund take?', after });
      expect(asks(left)).to.equal(false);
      expect(await saidOf(left.messages)).not.to.equal('');
    });
  });
});
