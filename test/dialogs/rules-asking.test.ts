import { expect } from 'chai';
import { pickChoice } from '../../bot/channels/pick-choice.ts';
import { flows } from '../../dialogs/flows.ts';
import { hasLetter } from '../../dialogs/kit/words.ts';
import { Chat } from '../support/conversation.ts';
import { frameOf } from '../support/prompts.ts';
import { realKnowledge, removeConversations } from '../support/seeded-demo.ts';
import { keysOf, type Spot, walk } from '../support/walk.ts';
import { atPrompt, everyPrompt, listener, saidOf, wordings } from './rules-support.ts';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

/** What a button that acts begins with; others name an answer to the question that stands above them. */
const verbs =
  /^(Accept|Add|Appeal|Cancel|Change|Check|Compare|Contact|Fill|Find|Open|Remove|See|Talk|Track)\b/;

/** Rules R06 to R13: how the bot asks. */
describe('Rules of conversation: asking', () => {
  let prompts: ReadonlyMap<string, Spot>;
  let emma: Chat;
  before(async () => {
    prompts = await everyPrompt();
    emma = await Chat.start('emma');
  });
  after(async () => {
    await emma.close();
    await removeConversations();
  });

  const saying = (...said: readonly string[]): Promise<Spot> =>
    walk(emma, async (here, step) => {
      let spot = here;
      for (const says of said) spot = await step(spot, { says });
      return spot;
    });

  it('R06 no sentence of the phrase book asks twice, and no question is followed by anything', () => {
    for (const { key, words } of wordings) {
      const [, ...after] = words.trim().split('?');
      expect(after.join('').replace(/{{\/if}}|\s/g, ''), `${key}: ${words}`).to.equal('');
    }
  });

  it('R06 every prompt asks once, at its end', async () => {
    for (const [name, { messages }] of prompts)
      for (const message of messages) {
        const [, ...after] = (await saidOf([message])).split('?');
        if (after.length > 0) expect(after, name).to.deep.equal(['']);
      }
  });

  it('R07 nothing is asked that the pressed button knows already', async () => {
    await walk(emma, async (here, step) => {
      const shown = await step(here, { says: '8130224500632984' });
      const { place, state } = await step(shown, { says: 'open a dispute' });
      expect(place).to.equal('open-dispute/reason');
      expect(frameOf(state.dialogs)?.draft.orderId).to.equal('8130224500632984');
      const asked = await step(shown, { says: 'contact the seller' });
      expect(asked.place).to.equal('contact-seller/words');
    });
  });

  it('R08 one sentence with order, reason and amount skips the three questions', async () => {
    const said = 'order 8130224500632984 never came, I want all of it back, open a dispute';
    const { place, messages } = await saying(said);
    expect(place).to.match(/^open-dispute\/(description|photos|summary)$/);
    expect(await saidOf(messages)).not.to.match(/which order|what happened|how much/i);
  });

  it('R09 a prompt has 8 choices at most, 3 of them primary, with 20 characters at most', async () => {
    const knowledge = await realKnowledge();
    for (const [name, { messages }] of prompts)
      for (const { choices = [] } of messages) {
        expect(choices.length, name).to.be.at.most(8);
        expect(choices.filter(({ tone }) => tone === 'primary').length, name).to.be.at.most(3);
        for (const { label } of choices)
          expect(knowledge.say(label, listener, 'plain').length, name).to.be.at.most(20);
      }
  });

  it('R09 the label of a button that acts begins with its verb', () => {
    const acting = wordings.filter(({ key }) => key.startsWith('article.action.'));
    expect(acting.length).to.be.above(10);
    for (const { key, words } of acting) expect(words.trim(), key).to.match(verbs);
  });

  it('R10 every choice is taken as its number, its place, its label and each of its synonyms', () => {
    for (const [name, { state }] of prompts) {
      const choices = state.prompt?.choices ?? [];
      const named = choices.flatMap(({ label, synonyms }) => [label, ...synonyms]);
      const isOwn = (words: string) =>
        hasLetter(words) &&
        named.filter((other) => other.toLowerCase() === words.toLowerCase()).length === 1;
      for (const [n, { id, label, synonyms }] of choices.entries()) {
        const ways = [
          `${n + 1}`,
          ordinals[n] ?? '',
          `the ${ordinals[n]} one`,
          ...[label, ...synonyms].filter(isOwn),
        ];
        for (const way of ways)
          expect(pickChoice(way, choices)?.id, `${name}: ${way}`).to.equal(id);
      }
    }
  });

  it('R11 where any words are an answer, the question or its first repair has an example', async () => {
    const knowledge = await realKnowledge();
    let free = 0;
    for (const [name, { state, messages }] of prompts) {
      const frame = frameOf(state.dialogs);
      const { freeText, hint } = (frame && flows.get(frame.flow)?.stepOf(frame)) ?? {};
      if (!freeText) continue;
      free += 1;
      const hinted = hint ? knowledge.say({ key: hint }, listener, 'plain') : '';
      expect(`${await saidOf(messages)} ${hinted}`, name).to.match(/for example/i);
    }
    expect(free).to.be.above(3);
  });

  it('R12 an amount, an order and a parcel number come back in long form in the next message', async () => {
    await atPrompt('propose-terms/part', async (here, step) => {
      const said = JSON.stringify((await step(here, { says: '7.5' })).messages);
      expect(said).to.include('"minor":"750"');
    });
    await atPrompt('ship-return/carrier', async (here, step) => {
      const { messages } = await step(here, { says: 'DHL' });
      expect(JSON.stringify(messages)).to.include('RR123456785DE').and.include('DHL');
    });
    const { messages } = await saying('open a dispute for order 8130224500632984');
    expect(await saidOf(messages)).to.include('Trekking backpack');
  });

  it('R13 what fits two is asked, never picked silently', async () => {
    const { place, messages } = await saying('open a dispute');
    expect(place).to.equal('pick-order/list');
    expect(messages.at(-1)?.rows?.length).to.be.above(1);
    await atPrompt('cancel-dispute/preview', async (here, step) => {
      const yes = await step(here, { says: 'yes' });
      expect(yes.place).to.equal('cancel-dispute/preview');
      expect(keysOf(yes.messages)).to.include('repair.unclear');
    });
  });
});
