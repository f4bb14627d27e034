import { expect } from 'chai';
import { talkStateOf } from '../../bot/turn-state.ts';
import { flows } from '../../dialogs/flows.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import { Chat } from '../support/conversation.ts';
import { frameOf, lead, placeOf, prompts, tryOut } from '../support/prompts.ts';
import { realKnowledge, removeConversations } from '../support/seeded-demo.ts';

const listener = { locale: 'en-GB', timeZone: 'UTC', policyZone: 'UTC' };
const nonsense = ['?!%&', '%%% ...', '#?#'];

const keysOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(({ text }) => text.map(({ key }) => key));
const flowsOf = (messages: readonly Message[]) =>
  messages.flatMap(({ choices }) => choices?.map(({ begins }) => begins?.flow) ?? []);

/** The runner closes over its flow; only here all questions of all flows are counted. */
type Inside = { readonly flow: { readonly steps: Readonly<Record<string, { take?: unknown }>> } };

describe('At every prompt', () => {
  after(removeConversations);

  it('the table has every question of every flow', () => {
    const asking = [...flows].flatMap(([name, runner]) =>
      Object.entries((runner as unknown as Inside).flow.steps)
        .filter(([, { take }]) => take)
        .map(([step]) => `${name}/${step}`),
    );
    expect(Object.keys(prompts)).to.include.members(asking);
  });

  for (const [name, { buyer, said }] of Object.entries(prompts)) {
    describe(name, () => {
      let chat: Chat;
      before(async () => {
        chat = await Chat.start(buyer);
        await lead(chat, said);
      });
      after(() => chat.close());

      const one = async (text: string) => {
        const [tried] = await tryOut(chat, [text]);
        if (!tried) throw new Error('Nothing was tried.');
        return tried;
      };
      const trail = async () => {
        const { dialogs } = talkStateOf((await chat.conversation()).state);
        return frameOf(dialogs);
      };

      it('waits where the table says', async () => {
        expect(placeOf(await trail())).to.equal(name);
      });

      it('"help" says what can be said and asks the same again', async () => {
        const { messages, frame } = await one('help');
        expect(placeOf(frame)).to.equal(name);
        expect(keysOf(messages)).to.include('main.help_here');
      });

      it('"back" goes to the question before, or says that there is none', async () => {
        const before = (await trail())?.trail.at(-1);
        const { messages, frame } = await one('back');
        if (name === 'keep-draft/ask') expect(placeOf(frame)).to.equal('open-dispute/photos');
        else if (before) expect(placeOf(frame)).to.equal(`${before.flow}/${before.step}`);
        else expect(keysOf(messages)).to.include('main.first_question');
      });

      it('"start over" begins the job again, or asks about the draft', async () => {
        const { messages, frame } = await one('start over');
        expect(messages).to.not.be.empty;
        expect(keysOf(messages).filter((key) => key.startsWith('repair.'))).to.be.empty;
        const isOpen = (await trail())?.flow;
        const fresh = frame === undefined || frame.trail.length === 0;
        expect(frame?.flow === 'keep-draft' || fresh, `${isOpen} is fresh`).to.equal(true);
      });

      it('"stop" and "menu" leave, or ask about the draft', async () => {
        for (const word of ['stop', 'menu']) {
          const { messages, frame } = await one(word);
          if (frame) expect(frame.flow).to.equal('keep-draft');
          else expect(keysOf(messages)).to.include('main.menu');
        }
      });

      it('"a person" asks for one, and a form is kept', async () => {
        const { messages, frame, kept } = await one('a person');
        expect(frame, 'nothing more is asked').to.equal(undefined);
        expect(keysOf(messages)).to.include.oneOf(['person.asked', 'person.already']);
        const was = await trail();
        const isForm = ['open-dispute', 'appeal', 'propose-terms'].includes(was?.flow ?? '');
        const answered = was?.trail.some(({ flow }) => flow === was.flow);
        if (isForm && answered) expect(kept).to.be.an('object');
      });

      it('three texts of nonsense end with a person, never in the same words twice running', async () => {
        const tried = await tryOut(chat, nonsense);
        expect(tried[2]?.handOff).to.equal('misunderstood');
        expect(tried[2]?.frame).to.equal(undefined);
        expect(flowsOf(tried[1]?.messages ?? [])).to.include('talk-to-agent');
        const knowledge = await realKnowledge();
        const say = (phrase: Phrase) => knowledge.say(phrase, listener, 'plain');
        const words = tried.map(({ messages }) => messages.flatMap(({ text }) => text.map(say))[0]);
        expect(new Set(words).size).to.equal(3);
      });

      it('a choice may be typed by its words or its number as well as pressed', async () => {
        const { prompt } = talkStateOf((await chat.conversation()).state);
        const choices = prompt?.choices ?? [];
        for (const [index, { label, id }] of choices.entries()) {
          const byNumber = await one(`${index + 1}`);
          if (choices.filter((other) => other.label === label).length > 1) continue;
          const byWords = await one(label);
          expect(placeOf(byWords.frame), id).to.equal(placeOf(byNumber.frame));
          expect(keysOf(byWords.messages), id).to.deep.equal(keysOf(byNumber.messages));
        }
      });

      it('labels have at most 20 characters and there are at most 8 choices', async () => {
        const [{ messages } = { messages: [] }] = await tryOut(chat, ['help']);
        const knowledge = await realKnowledge();
        for (const { choices = [] } of messages) {
          expect(choices.length).to.be.at.most(8);
          for (const { label } of choices)
            expect(knowledge.say(label, listener, 'plain').length).to.be.at.most(20);
        }
      });
    });
  }
});
