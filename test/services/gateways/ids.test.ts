import { expect } from 'chai';
import { randomIds, sequentialIds } from '../../../services/gateways/ids.ts';

describe('ids', () => {
  it('of a dispute are D and ten digits', () => {
    const ids = randomIds();
    for (let n = 0; n < 100; n += 1) expect(ids.next('dispute')).to.match(/^D\d{10}$/);
  });

  it('of everything else are 128 bits, none like another', () => {
    const ids = randomIds();
    const many = Array.from({ length: 1000 }, () => ids.next('conversation'));
    for (const id of many) expect(id).to.match(/^[\w-]{22}$/);
    expect(new Set(many).size).to.equal(1000);
  });

  it('of a test count for each kind from the seed on', () => {
    const ids = sequentialIds(7);
    const kinds = ['dispute', 'dispute', 'upload', 'prompt', 'upload'] as const;
    expect(kinds.map((kind) => ids.next(kind))).to.deep.equal([
      'D1000000007',
      'D1000000008',
      'upload-7',
      'prompt-7',
      'upload-8',
    ]);
  });
});
