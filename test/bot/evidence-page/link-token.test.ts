import { expect } from 'chai';
import { conversationIdOf } from '../../../bot/adapters/cloud-conversation.ts';
import {
  isOurs,
  parseUploadLink,
  renewUploadLink,
  signUploadLink,
  type UploadLink,
} from '../../../bot/evidence-page/link-token.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { hoursAfter, noon } from '../../support/fixtures.ts';

const ids = randomIds();
const chat = {
  id: conversationIdOf({ channelId: 'sms', conversation: { id: '+15550100' } }),
  buyerId: 'b-1',
};
const parsed = (token: string): UploadLink => {
  const link = parseUploadLink(token);
  if (!link) throw new Error(`no link: ${token}`);
  return link;
};

describe('the address of an upload page', () => {
  const token = signUploadLink('key', chat, ids.next('prompt'), noon);

  it('names the chat, ends a day later, and is ours', () => {
    const link = parsed(token);
    expect(link.conversationId).to.equal(chat.id);
    expect(link.expiresAt).to.equal(hoursAfter(noon, 24));
    expect(isOurs('key', token, chat, link)).to.equal(true);
  });

  it('fits what a route and a phone take: under 100 characters, ending with a letter or digit', () => {
    for (let n = 0; n < 50; n += 1) {
      const one = signUploadLink('key', chat, ids.next('prompt'), noon);
      expect(one.length).to.be.at.most(99);
      expect(one).to.match(/^[\w.-]+[a-z0-9]$/);
    }
  });

  it('is nobody’s with another key, chat, prompt or end', () => {
    const link = parsed(token);
    expect(isOurs('other', token, chat, link)).to.equal(false);
    expect(isOurs('key', token, { ...chat, id: 'cloud-x' }, link)).to.equal(false);
    expect(isOurs('key', token, chat, { ...link, id: 'another' })).to.equal(false);
    expect(isOurs('key', `${token}0`, chat, parsed(`${token}0`))).to.equal(false);
  });

  it('does not outlive the sign-in: what was sent to one buyer is not for the next in the same chat', () => {
    const link = parsed(token);
    expect(isOurs('key', token, { ...chat, buyerId: 'b-2' }, link)).to.equal(false);
    expect(isOurs('key', token, { id: chat.id }, link)).to.equal(false);
  });

  it('keeps its end when it is renewed', () => {
    const next = renewUploadLink('key', chat, ids.next('prompt'), parsed(token));
    expect(next).not.to.equal(token);
    expect(parsed(next).expiresAt).to.equal(parsed(token).expiresAt);
    expect(isOurs('key', next, chat, parsed(next))).to.equal(true);
  });

  it('is a link for any chat’s id, and none for what is not of its form', () => {
    const odd = { id: 'terminal/émma ☂' };
    const one = signUploadLink('key', odd, 'p', noon);
    expect(decodeURIComponent(parsed(one).conversationId)).to.equal(odd.id);
    for (const text of ['', 'x', token.slice(1), `${token}!`, token.replaceAll('.', '-')])
      expect(parseUploadLink(text), text).to.equal(undefined);
  });
});
