import { expect } from 'chai';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { asksMoneyBack, toldIn, troubleIn } from '../../dialogs/told.ts';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';

describe('What a message tells of a problem', () => {
  let chat: Chat;
  before(async () => {
    chat = await Chat.start('emma');
  });
  after(async () => {
    await chat.close();
    await removeConversations();
  });

  const inScene = <T>(work: (scene: Scene) => T): Promise<T> =>
    chat.trial(async (scene) => work(scene));
  const told = (text: string) =>
    inScene((scene) => toldIn(text, scene.knowledge.understand(text).entities, scene));

  it('is what happened, the money and the story, which is the description', async () => {
    const text = 'order 8130224500632984 never came, I want all of it back';
    expect(await told(text)).to.deep.equal({
      reason: 'not_received',
      said: 'all',
      description: text,
      photosDone: true,
    });
  });

  it('is a return or a refund if it says so, and none if it says both', async () => {
    expect(await told('it is broken and I want to send it back')).to.include({
      subReason: 'damaged',
      remedy: 'return_and_refund',
    });
    expect(await told('it is broken but I will keep it')).to.include({ remedy: 'refund_only' });
    expect(await told("it is broken and I won't send it back")).to.include({
      remedy: 'refund_only',
    });
    expect(await told('keep it or send it back, I do not know')).to.not.have.property('remedy');
  });

  it('is the sum that is wanted, not the price or the offer', async () => {
    expect(await told('I want 12.50 dollars back')).to.include({ said: '1250' });
    expect(await told('I paid 40 dollars for it and it is broken')).to.not.have.property('said');
    expect(await told('they offer 9 euro, I want 15 euro')).to.include({ said: '1500' });
    expect(await told('make it 18')).to.include({ said: '1800' });
    expect(await told('half of my money back please')).to.include({ said: '50%' });
    expect(await told('give me 30% of the price back')).to.include({ said: '30%' });
    expect(await told('half of the glasses are broken')).to.not.have.property('said');
  });

  it('is no description in a few words, or with characters that the form refuses', async () => {
    expect(await told('my lamp is broken')).to.not.have.property('description');
    const chinese = 'the lamp came broken, 灯坏了, the glass is in pieces and I cut my hand on it';
    expect(await told(chinese)).to.not.have.property('description');
  });

  it('names the thing in the part that says what is wrong', async () => {
    const text = 'my rain jacket is fine but the backpack never came';
    expect(await inScene((scene) => troubleIn(text, scene))).to.equal('the backpack never came');
  });

  it('asks for money only together with a problem', async () => {
    const asks = (text: string) =>
      inScene((scene) => {
        const facts = toldIn(text, scene.knowledge.understand(text).entities, scene);
        return asksMoneyBack(text, facts, scene);
      });
    expect(await asks('it never came, I want my money back')).to.equal(true);
    expect(await asks('it never came, where is it')).to.equal(false);
    expect(await asks('I want my money back')).to.equal(false);
  });
});
