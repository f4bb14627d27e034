import { expect } from 'chai';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { Chat } from '../support/conversation.ts';
import { lead } from '../support/prompts.ts';
import { removeConversations } from '../support/seeded-demo.ts';

const { maxProposals } = createRulebook({ policyZone: 'UTC', holidays: [] }).rules;

describe('Proposals', () => {
  let chat: Chat;
  before(async () => {
    chat = await Chat.start('marta');
  });
  after(async () => {
    await chat.close();
    await removeConversations();
  });

  const said = () =>
    chat.said.flatMap(({ text }) => text.map(({ key, data }) => ({ key, left: data?.left })));
  const offered = () =>
    chat.said.flatMap(({ choices = [] }) => choices.map(({ begins }) => begins?.flow));

  it('are counted down before each is sent; after the last one none is offered, and it is said why', async () => {
    for (let made = 2; made <= maxProposals.value; made += 1) {
      await lead(chat, ['I want to make a counter offer', 'refund only', '12.50', 'skip']);
      const left = maxProposals.value - made;
      expect(said()).to.deep.include({ key: 'offer.proposals_left', left });
      await chat.say('Send the proposal');
      expect(said()).to.deep.include({ key: 'offer.sent', left: undefined });
    }
    expect(offered()).to.not.include('propose-terms');
    await chat.say('I want to make a counter offer');
    expect(said()).to.deep.include({ key: 'refusal.too_many_proposals', left: undefined });
    expect(offered()).to.include('cancel-dispute');
  });
});
