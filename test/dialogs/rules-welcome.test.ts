import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { realKnowledge, removeConversations } from '../support/seeded-demo.ts';
import { flowsOf, type Input, keysOf, walk } from '../support/walk.ts';
import { saidOf } from './rules-support.ts';

/** Rules R01 to R05 of the design (conversation.md 1): the welcome, and who the bot is. */
describe('Rules of conversation: welcome', () => {
  const chats = new Map<string, Chat>();
  before(async () => {
    for (const who of ['emma', 'visitor'])
      chats.set(who, await Chat.start(who === 'visitor' ? undefined : who));
  });
  after(async () => {
    for (const chat of chats.values()) await chat.close();
    await removeConversations();
  });
  const chatOf = (who: string): Chat => chats.get(who) ?? expect.fail(who);

  for (const who of ['emma', 'visitor']) {
    it(`R01 the first message says that it is a bot, names 3 to 5 jobs and offers a person: ${who}`, () =>
      walk(chatOf(who), async ({ messages }) => {
        const [first] = messages;
        expect(await saidOf(messages)).to.match(/\bbot\b.*\bprogram, not a person\b/);
        expect(first?.choices?.length).to.be.within(3, 5);
        expect(flowsOf(messages)).to.include('talk-to-agent');
      }));

    it(`R02 typing the words of a button does what pressing it does: ${who}`, async () => {
      const trying = (input: Input) => walk(chatOf(who), (here, step) => step(here, input));
      const buttons = await walk(chatOf(who), async ({ state }) => state.prompt?.choices ?? []);
      expect(buttons).not.to.be.empty;
      for (const [presses, { label }] of buttons.entries()) {
        const pressed = await trying({ presses });
        const typed = await trying({ says: label.toLowerCase() });
        expect(typed.messages, label).to.deep.equal(pressed.messages);
      }
    });
  }

  it('R03 a second join is greeted by nothing, and where none was seen the first answer begins with a greeting', () =>
    walk(chatOf('emma'), async (here, step) => {
      const again = await step(here, { arrives: { kind: 'joined' } });
      expect(again.messages).to.deep.equal([]);
      const unseen = { ...here, state: { ...here.state, dialogs: {} } };
      const first = await step(unseen, { says: 'track my order' });
      expect(keysOf(first.messages)[0]).to.equal('welcome.short');
      const second = await step(first, { says: 'menu' });
      expect(keysOf(second.messages)).not.to.include('welcome.short');
    }));

  it('R04 the privacy note and the terms are linked in the welcome and before the first upload', async () => {
    for (const chat of chats.values())
      await walk(chat, async ({ messages }) => {
        expect(keysOf(messages)).to.include('welcome.privacy');
        expect(messages.map(({ link }) => link?.path)).to.include('/help/privacy');
      });
    const said = ['open a dispute for order 8130224500632984', '1', '1', 'It never came.'];
    await walk(chatOf('emma'), async (here, step) => {
      let spot = here;
      for (const says of said) spot = await step(spot, { says });
      expect(spot.place).to.equal('open-dispute/photos');
      expect(spot.messages.at(-1)?.link?.path).to.equal('/help/privacy');
      expect(await saidOf(spot.messages)).to.match(/seller and our team will see/);
    });
  });

  it('R05 every policy question is answered without a sign-in', async () => {
    const { articles } = await realKnowledge();
    const labels = articles.flatMap(({ subAnswers }) => subAnswers.map(({ intent }) => intent));
    expect(labels.length).to.be.above(8);
    await walk(chatOf('visitor'), async (here, step) => {
      for (const label of labels) {
        const begin = { kind: 'begin', flow: 'show-article', args: { label } } as const;
        const { messages } = await step(here, { arrives: begin });
        expect(keysOf(messages), label).to.include('article.says').and.not.include('main.sign_in');
      }
    });
  });
});
