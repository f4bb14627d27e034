import { expect } from 'chai';
import { createSpeller, slipsBetween } from '../../../knowledge/understanding/speller.ts';

const counts = new Map([
  ['refund', 50],
  ['seller', 40],
  ['received', 30],
  ['order', 90],
  ['dispute', 60],
  ['later', 3],
]);
const english = new Set([
  'refund',
  'seller',
  'received',
  'order',
  'dispute',
  'later',
  'older',
  'hello',
]);
const mend = createSpeller(counts, (word) => english.has(word));

describe('The speller', () => {
  for (const [typed, meant] of [
    ['refnd', 'refund'],
    ['refudn', 'refund'],
    ['sellr', 'seller'],
    ['recieved', 'received'],
    ['dispuet', 'dispute'],
    ['ordeer', 'order'],
    ['helloooo', 'hello'],
  ] as const) {
    it(`reads ${typed} as ${meant}`, () => expect(mend(typed)).to.equal(meant));
  }

  it('never touches a word that English has, however near it is to one of ours', () => {
    expect(mend('older')).to.equal('older');
    expect(mend('later')).to.equal('later');
  });

  it('leaves what is near to nothing, too short, too long, or no word', () => {
    for (const text of ['zzzzqq', 'abc', 'x'.repeat(40), '8130224500718130', 'zł', '']) {
      expect(mend(text)).to.equal(text);
    }
  });

  it('counts a letter more, less, changed or swapped as one slip', () => {
    expect(slipsBetween('order', 'orders', 2)).to.equal(1);
    expect(slipsBetween('order', 'rder', 2)).to.equal(1);
    expect(slipsBetween('order', 'ordar', 2)).to.equal(1);
    expect(slipsBetween('order', 'odrer', 2)).to.equal(1);
    expect(slipsBetween('order', 'refund', 2)).to.be.above(2);
  });
});
