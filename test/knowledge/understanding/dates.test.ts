import { expect } from 'chai';
import fc from 'fast-check';
import { cutFragment, MAX_FRAGMENT } from '../../../knowledge/understanding/cut-fragment.ts';
import { findDates } from '../../../knowledge/understanding/dates.ts';
import { findTimes } from '../../../knowledge/understanding/find-times.ts';

const now = Date.parse('2025-06-18T10:00:00Z');

describe('Times in a message', () => {
  for (const [text, ...values] of [
    ['ordered 2 wks ago', '2025-06-04'],
    ['a fortnight ago', '2025-06-04'],
    ['yday', '2025-06-17'],
    ['the day came yesterday evening', '2025-06-17'],
    ['last tuesday', '2025-06-17', '2025-06-10'],
    ['since sunday', '2025-06-15'],
    ['they come on friday', '2025-06-13'],
    ['it will come on friday', '2025-06-20'],
    ['next monday', '2025-06-23'],
    ['the 2nd of June', '2025-06-02'],
    ['May 3rd 2024', '2024-05-03'],
    ['on 24 December', '2024-12-24'],
    ['on 31.12.2024', '2024-12-31'],
    ['2025-06-01', '2025-06-01'],
    ['since 05/11', '2025-05-11', '2024-11-05'],
    ['on 25/12', '2024-12-25'],
    ['last month', '2025-05'],
    ['last november', '2024-11'],
    ['since black friday', '2024-11-29'],
    ['the first monday of november', '2024-11-04'],
    ['last friday of March 2024', '2024-03-29'],
    ['in may', '2025-05'],
    ['last week', '2025-W24'],
    ['on the 10th', '2025-06-10'],
    ['10 months ago', '2024-08-18'],
    ['hace dos semanas', '2025-06-04'],
    ['il y a deux semaines', '2025-06-04'],
    ['vor zwei wochen', '2025-06-04'],
    ['há duas semanas', '2025-06-04'],
    ['gestern', '2025-06-17'],
    ['5 working days', 'P5D'],
    ['SEVEN WEEKS', 'P7W'],
    ['a couple of days', 'P2D'],
    ['half an hour', 'PT30M'],
    ['i wait two month', 'P2M'],
  ] as const) {
    it(`are read: ${text}`, () => {
      const found = findTimes(text, now).flatMap(({ readings = [] }) => readings);
      expect(found).to.deep.equal(values);
    });
  }

  for (const text of [
    'I may come',
    'march on',
    'the sun and the sat nav',
    'now, asap, in a second',
    'a one-year warranty, the one year guarantee',
    'open 24/7, 1/2 of it, 4/5 stars',
    'the 2nd photo and the first one',
    'on 31/02, on 45/13',
    'order 8130-2245-0071-8130',
    '',
  ]) {
    it(`are not read into: ${text}`, () => expect(findTimes(text, now)).to.deep.equal([]));
  }

  it('are never to come where a past day is meant: no future year', () => {
    for (const text of ['on 3 july', 'december 24', '28/11']) {
      const [found] = findTimes(text, now);
      expect(Date.parse(found?.value ?? ''), text).to.be.below(now);
    }
  });
});

describe('Dates in a message', () => {
  for (const [text, ...readings] of [
    ['lost on June 13', '2025-06-13'],
    ['I paid on 10 May, the page says in transit', '2025-05-10'],
    ['dispute won yesterday, when is the payout', '2025-06-17'],
    ['shipped the goods back on Monday', '2025-06-16'],
    ['bought it on 13.11.2024', '2024-11-13'],
    ['since 05/11', '2025-05-11', '2024-11-05'],
  ] as const) {
    it(`are read: ${text}`, async () => {
      const [found] = await findDates(text, now);
      expect(found?.readings).to.deep.equal(readings);
      expect(text).to.include(found?.text);
    });
  }

  it('are not found where there are none', async () => {
    for (const text of ['I may come', 'march on', 'order 8130224500718130', '']) {
      expect(await findDates(text, now), text).to.deep.equal([]);
    }
  });

  it('are looked for in a fragment of fixed length, whatever comes', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('1/', '1.', ' may ', 'today ', '12', 'x'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const fragment = cutFragment(text);
        expect(fragment?.text.length ?? 0).to.be.at.most(MAX_FRAGMENT);
        if (fragment)
          expect(text.slice(fragment.start)).to.satisfy((t: string) => t.startsWith(fragment.text));
      }),
    );
  });
});
