import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';

describe('Photos before the reason of an appeal', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await Chat.start('emma');
    await chat.say('I want to appeal the decision');
  });
  afterEach(() => chat.close());
  after(removeConversations);

  const keys = () => chat.said.flatMap(({ text }) => text.map(({ key }) => key));

  it('bring the reason with them in their own words', async () => {
    await chat.send(['proof.jpg'], 'The photo shows that it loses ten minutes a day.');
    expect(keys()).to.deep.equal(['common.photos_got', 'common.ask_more_photos']);
    await chat.say('go on');
    expect(chat.said.at(-1)?.quote).to.equal('The photo shows that it loses ten minutes a day.');
  });

  it('are asked about first where they are too large, and are kept', async () => {
    await chat.send(['huge.jpg', 'proof.jpg'], 'See how it ticks.');
    expect(keys()).to.include('common.ask_smaller');
    await chat.say('1');
    expect(chat.said.at(-1)?.images).to.have.length(2);
  });

  it('are no reason by themselves, whatever stands beside them that is no word', async () => {
    await chat.send(['proof.jpg'], '!!!');
    expect(keys()).to.include.members(['common.photos_got', 'appeal.ask_reason']);
  });
});

describe('A photo that the channel did not give us', () => {
  after(removeConversations);

  it('takes nothing from the words that came with it', async () => {
    const chat = await Chat.start('emma');
    await chat.say('it is damaged');
    await chat.say('open a dispute');
    await chat.send(['lost.jpg'], 'Phone case');
    const [first, ...others] = chat.said;
    expect(first?.text.map(({ key }) => key)).to.include('evidence.not_fetched');
    const ids = [first, ...others].flatMap((said) => said?.choices?.map(({ id }) => id) ?? []);
    expect(ids, 'the next question, for the remedy').to.include('refund_only');
    await chat.close();
  });
});
