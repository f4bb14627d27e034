import { expect } from 'chai';
import { trackingFormat } from '../../../services/domain/tracking-number.ts';

describe('a tracking number', () => {
  const cases: readonly [string, ReturnType<typeof trackingFormat>][] = [
    ['RB123456785CN', 's10_valid'],
    ['rb 123 456 785 cn', 's10_valid'],
    // The rest 10 counts as 0 and 11 as 5.
    ['RR000000080US', 's10_valid'],
    ['EE876543216CA', 's10_valid'],
    ['RR000000005US', 's10_valid'],
    ['RB123456784CN', 's10_invalid'],
    ['1Z999AA10123456784', 'other'],
    ['RB12345678CN', 'other'],
    ['', 'other'],
  ];
  for (const [text, format] of cases)
    it(`${text || 'of nothing'} is ${format}`, () => expect(trackingFormat(text)).to.equal(format));
});
