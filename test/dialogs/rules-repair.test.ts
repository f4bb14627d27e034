import { expect } from 'chai';
import { thresholds } from '../../knowledge/understanding/thresholds.ts';
import type { Store } from '../../services/ports.ts';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';
import { startConversation } from '../support/server-conversation.ts';
import { flowsOf, keysOf, walk } from '../support/walk.ts';
import { atPrompt, everyPrompt, saidOf, wordings } from './rules-support.ts';

const nonsense = '?!%&';

/** What is said when something was not understood, or is said again. */
const fallbacks = `repair.first repair.second repair.third repair.out repair.out_again repair.none
  repair.did_you_mean repair.did_you_mean_one main.same_again solved.others solved.person`.split(
  /\s+/,
);

/** Rules R23 to R30: what happens when the bot does not understand, breaks, or gives the chat to a person. */
describe('Rules of conversation: repair and handoff', () => {
  let emma: Chat;
  before(async () => {
    emma = await Chat.start('emma');
  });
  after(async () => {
    await emma.close();
    await removeConversations();
  });

  it('R23 at every prompt: other words with an example, then options and a person, then a person without a question', async () => {
    for (const name of (await everyPrompt()).keys())
      await atPrompt(name, async (here, step) => {
        const first = await step(here, { says: nonsense });
        expect(first.place, name).to.equal(name);
        expect(
          keysOf(first.messages).some((key) => /hint$/.test(key)),
          name,
        ).to.equal(true);
        const second = await step(first, { says: nonsense });
        expect(flowsOf(second.messages), name)
          .to.include('none-of-these')
          .and.include('talk-to-agent');
        const third = await step(second, { says: nonsense });
        expect([third.handOff, third.place], name).to.deep.equal(['misunderstood', undefined]);
        expect(await saidOf(third.messages), name).not.to.include('?');
      });
  }).timeout(30_000);

  it('R24 every fallback has three wordings or more', () => {
    for (const key of fallbacks) {
      const all = wordings.filter((one) => one.key === key).map(({ words }) => words);
      expect(new Set(all).size, key).to.be.at.least(3);
    }
  });

  it('R24 no fallback comes in the same words twice running, whoever insists', async () => {
    const visitor = await Chat.start();
    for (const says of [nonsense, 'this does not help', 'help'])
      await walk(visitor, async (here, step) => {
        let spot = here;
        const heard: string[] = [];
        for (let n = 0; n < 6; n += 1) {
          spot = await step(spot, { says });
          heard.push(await saidOf(spot.messages));
        }
        for (const [n, words] of heard.slice(1).entries())
          expect(words, says).not.to.equal(heard[n]);
      });
    await visitor.close();
  });

  it('R25 three bands, with their thresholds in one place; of guesses at most three, and none of these', async () => {
    expect(thresholds.answer).to.be.above(thresholds.ask);
    expect(thresholds.ask).to.be.above(0);
    const unsure = [
      'the seller',
      'money',
      'my bank',
      'photo',
      'a paper about it',
      'the parcel thing',
      'which one is faster?',
      'were is my bagpack??',
      'it is about the money thing',
      'my card',
    ];
    const asked = await walk(emma, async (here, step) => {
      const spots = [];
      for (const says of unsure) spots.push(await step(here, { says }));
      return spots.filter(({ messages }) =>
        keysOf(messages).some((key) => key.startsWith('repair.did_you_mean')),
      );
    });
    expect(asked).not.to.be.empty;
    for (const { messages } of asked) {
      const begun = flowsOf(messages);
      expect(begun.length).to.be.within(2, 4);
      expect(begun.at(-1)).to.equal('none-of-these');
    }
  });

  it('R26 what is none of our business has its own reply, which says what is', () =>
    walk(emma, async (here, step) => {
      const { messages } = await step(here, { says: 'what is the weather in Paris' });
      expect(keysOf(messages)).to.deep.equal(['repair.out']);
      expect(await saidOf(messages)).to.match(/disputes|these things/);
      expect(flowsOf(messages).length).to.be.at.least(4);
    }));

  it('R26 the bot never says that it is still learning', () => {
    for (const { key, words } of wordings)
      expect(words.toLowerCase(), key).not.to.match(
        /still learning|i am learning|as an ai|language model/,
      );
  });

  it('R27 a fault says what did not happen, has a reference, and does not repeat itself as an answer', async () => {
    const failing = (store: Store): Store => ({
      ...store,
      conversations: {
        ...store.conversations,
        advance: () => Promise.reject(new Error('The disk is full')),
      },
    });
    const talk = await startConversation({ store: failing });
    const said = await talk.say('hello');
    await talk.close();
    expect(said).to.have.length(1);
    const [{ words } = { words: '' }] = wordings.filter(({ key }) => key === 'fault.turn');
    expect(words).to.match(/not carried out.*nothing was changed.*{{reference}}/s);
    expect(words).to.match(/try again/);
    expect(words).not.to.match(/\?/);
  });
});
