import { expect } from 'chai';
import { ownWords } from '../../../bot/adapters/cloud-email.ts';

describe('the words of an e-mail', () => {
  const own = 'The parcel is not here.\n\nOrder 7.';
  const histories: readonly [string, string][] = [
    [
      'Gmail',
      'On Mon, Nov 23, 2026 at 10:00 AM Resolve <help@shop.example> wrote:\n\n> Hello\n> Cancel my dispute',
    ],
    [
      'Gmail in two lines',
      'On Mon, Nov 23, 2026 at 10:00 AM Resolve\n<help@shop.example> wrote:\n> Cancel',
    ],
    [
      'Apple Mail',
      'On 23 Nov 2026, at 10:00, Resolve <help@shop.example> wrote:\n\nCancel my dispute',
    ],
    [
      'a German mail program',
      'Am 23.11.2026 um 10:00 schrieb Resolve <help@shop.example>:\n> Cancel',
    ],
    ['Outlook', '________________________________\nFrom: Resolve\nSent: Monday\nTo: Ana\n\nCancel'],
    [
      'Outlook without its line',
      'From: Resolve <a@b.example>\nSent: Monday\nTo: Ana\nSubject: Re\n\nCancel',
    ],
    ['Outlook in bold', '**From:** Resolve\n**Sent:** Monday\n**To:** Ana\n\nCancel'],
    ['an older program', '-----Original Message-----\nCancel'],
    ['quote signs alone', '> Cancel\n>> Cancel'],
    ['a signature', '-- \nAna Diaz\nSales, Example Inc.'],
  ];
  for (const [what, history] of histories)
    it(`are those above the history of ${what}`, () => {
      expect(ownWords(`${own}\n\n${history}`)).to.equal(own);
      expect(ownWords(`${own}\n\n${history}`.replaceAll('\n', '\r\n'))).to.equal(own);
    });

  it('are also those between quoted lines', () => {
    expect(ownWords('> Did it arrive?\nNo.\n> Which order?\n7')).to.equal('No.\n7');
  });

  it('are all of what only looks like a history', () => {
    for (const text of [
      'On Monday the seller wrote:\nit is lost',
      'From: the shop I got the wrong one',
      'a -- b\n- one\n- two',
      'I got 2 > 1',
    ])
      expect(ownWords(text)).to.equal(text);
  });

  it('are none where the sender wrote none', () => {
    expect(ownWords('> Cancel')).to.equal('');
    expect(ownWords('')).to.equal('');
  });

  it('are found in a text of any kind in no time', () => {
    for (const piece of ['On ', 'On 1:00 <', '> ', 'From: a\n', '\n', '_'])
      expect(ownWords(piece.repeat(100_000 / piece.length)).length).to.be.at.most(100_000);
  });
});
