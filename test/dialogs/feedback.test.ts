import { expect } from 'chai';
import type { FeedbackRow } from '../../services/feedback-port.ts';
import { Chat } from '../support/conversation.ts';
import { countStatements } from '../support/count-statements.ts';
import { removeConversations, seededAt } from '../support/seeded-demo.ts';
import { keysOf } from '../support/walk.ts';

/** Vague words; which of them are asked about depends on what the understanding has learnt. */
const vague = [
  ...['the seller', 'money', 'my bank', 'photo', 'a paper about it', 'the parcel thing'],
  ...['which one is faster?', 'were is my bagpack??', 'it is about the money thing', 'my card'],
];

describe('What a conversation leaves for editors', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await Chat.start('emma');
  });
  afterEach(() => chat.close());
  after(removeConversations);

  const rows = (): Promise<readonly FeedbackRow[]> =>
    chat.meanwhile(({ store, tx }) => store.feedback.since(tx, seededAt, 100));

  /** Says vague words until "Did you mean" is asked. */
  const unsure = async (): Promise<string> => {
    for (const words of vague) {
      const said = keysOf(await chat.say(words));
      if (said.some((key) => key.startsWith('repair.did_you_mean'))) return words;
      await chat.say('menu');
    }
    throw new Error('Nothing was vague.');
  };

  it('is a row for what was not understood, masked, with where it was said; nothing for what was', async () => {
    await chat.say('thanks');
    await chat.say('where is my order 8130224500632984');
    await chat.say('menu');
    expect(await rows()).to.deep.equal([]);
    await chat.say('Emma Clarke blub +44 20 7946 0958 qwrtz emma@example.com');
    const [row] = await rows();
    expect(row).to.deep.include({ kind: 'missed', prompt: 'idle', channel: 'directline' });
    expect(row).to.deep.include({ text: '[name] [name] blub [phone number] qwrtz [email]' });
    expect(row).to.include({ conversationId: 'chat', at: seededAt, followed: 'left' });
  });

  it('has the guesses, and the one that the buyer picks as its label', async () => {
    const words = await unsure();
    const asked = (await rows()).at(-1);
    expect(asked).to.include({ kind: 'asked', band: 'ask', text: words, followed: 'left' });
    expect(asked?.guesses.length).to.be.within(1, 3);
    for (const { score } of asked?.guesses ?? []) expect(score).to.be.within(0, 1);
    await chat.say('1');
    const picked = (await rows()).find(({ no }) => no === asked?.no);
    expect(picked).to.include({ followed: 'picked' });
    expect(asked?.guesses.map(({ label }) => label)).to.include(picked?.label);
  });

  it('says that it was none of these', async () => {
    await unsure();
    await chat.say('none of these');
    expect((await rows()).at(-1))
      .to.include({ followed: 'none' })
      .and.not.have.property('label');
  });

  it('says what was understood of the next words, and that a person was asked for', async () => {
    await chat.say('?!%&');
    await chat.say('how long does a refund take?');
    expect((await rows()).at(-1)).to.include({ followed: 'rephrased', label: 'faq_when_refund' });
    await chat.say('?!%&');
    await chat.say('a person');
    expect((await rows()).at(-1)).to.include({ followed: 'handed_over' });
  });

  it('names the question of the form, and that its answer came then', async () => {
    await chat.say('open a dispute for order 8130224500632984');
    await chat.say('?!%&');
    expect((await rows()).at(-1)).to.include({ prompt: 'open-dispute/reason', kind: 'missed' });
    await chat.press('Not as described');
    expect((await rows()).at(-1)).to.include({ followed: 'picked' });
  });

  it('ends with the person that the third miss brings', async () => {
    for (const says of ['?!%&', '%%% ...', '#?#']) await chat.say(says);
    const followed = (await rows()).map((row) => row.followed);
    expect(followed).to.deep.equal(['left', 'left', 'handed_over']);
  });

  it('is one statement more on a miss than on small talk, one on what follows, none else', async () => {
    const count = (says: string) => countStatements(() => chat.say(says));
    await chat.say('hello');
    const plain = await count('thanks');
    expect(await count('?!%&')).to.equal(plain + 1);
    expect(await count('%%% ...')).to.equal(plain + 1);
    expect(await count('thanks')).to.equal(plain + 1);
    expect(await count('thanks')).to.equal(plain);
  });

  it('stops after fifty rows of one chat', async () => {
    const visitor = await Chat.start();
    for (let n = 0; n < 52; n += 1) await visitor.say(`?!%& ${n % 2 ? '%' : '#'}`);
    const all = await visitor.meanwhile(({ store, tx }) => store.feedback.since(tx, seededAt, 100));
    expect(all).to.have.length(50);
    await visitor.close();
  });

  describe('of an answer', () => {
    const ask = () => chat.say('how long does a refund take?');

    it('is that it helped, once, whether pressed or said', async () => {
      await ask();
      await chat.say('that answers my question');
      await chat.say('that answers my question');
      const [row, ...others] = await rows();
      expect(others).to.deep.equal([]);
      expect(row).to.deep.include({ kind: 'solved', text: 'how long does a refund take?' });
      expect(row?.guesses[0]).to.deep.equal({ label: 'faq_when_refund', score: 1 });
    });

    it('is that it did not, and leads on to other answers and a person', async () => {
      await ask();
      const said = await chat.say('that did not help');
      expect(keysOf(said)).to.include('solved.others');
      const begun = said.flatMap(({ choices }) => choices?.map(({ begins }) => begins?.flow) ?? []);
      expect(begun.length).to.be.above(1);
      expect(begun.at(-1)).to.equal('talk-to-agent');
      expect((await rows()).at(-1)).to.include({ kind: 'unsolved', followed: 'left' });
      await chat.say('1');
      expect((await rows()).at(-1)).to.include({ followed: 'picked' });
    });

    it('is a person after the second one that did not help', async () => {
      await ask();
      await chat.say('that did not help');
      await chat.say('1');
      await chat.say('menu');
      await ask();
      const said = await chat.say('not solved');
      expect(keysOf(said)).to.include('solved.person').and.include('person.asked');
      expect((await rows()).at(-1)).to.include({ kind: 'unsolved', followed: 'handed_over' });
    });

    it('is asked of a visitor with two buttons, which take yes and no as well', async () => {
      const visitor = await Chat.start();
      await visitor.say('which files can I upload?');
      await visitor.press('Not solved');
      await visitor.press('Not solved', true);
      await visitor.say('what is the weather in Paris');
      const all = await visitor.meanwhile(({ store, tx }) => store.feedback.since(tx, seededAt, 9));
      expect(all.map(({ kind }) => kind)).to.deep.equal(['unsolved', 'missed']);
      await visitor.close();
    });
  });
});
