import { expect } from 'chai';
import { type OpeningHours, opennessAt } from '../../../services/domain/opening-hours.ts';
import { at } from '../../support/fixtures.ts';

const shift = [{ from: '09:00', to: '17:30' }];
const madrid: OpeningHours = {
  timeZone: 'Europe/Madrid',
  days: { 1: shift, 2: shift, 3: shift, 4: shift, 5: shift },
  closedOn: ['2026-12-25'],
};

describe('Opening hours', () => {
  const cases: readonly (readonly [string, string, boolean, string | undefined])[] = [
    ['one millisecond before they open', '2026-11-23T07:59:59.999Z', false, '2026-11-23T08:00:00Z'],
    ['from the first moment', '2026-11-23T08:00:00Z', true, '2026-11-23T16:30:00Z'],
    ['until just before the end', '2026-11-23T16:29:59.999Z', true, '2026-11-23T16:30:00Z'],
    ['not at the very end', '2026-11-23T16:30:00Z', false, '2026-11-24T08:00:00Z'],
    ['over the weekend', '2026-11-28T12:00:00Z', false, '2026-11-30T08:00:00Z'],
    ['over a holiday', '2026-12-24T20:00:00Z', false, '2026-12-28T08:00:00Z'],
    [
      'by the wall clock after it was put back',
      '2026-10-23T16:00:00Z',
      false,
      '2026-10-26T08:00:00Z',
    ],
    [
      'by the wall clock after it was put forward',
      '2026-03-27T17:00:00Z',
      false,
      '2026-03-30T07:00:00Z',
    ],
  ];
  for (const [name, now, open, next] of cases)
    it(`count ${name}`, () => {
      const found = opennessAt(madrid, at(now));
      expect(found.open).to.equal(open);
      const then = found.open ? found.until : found.opensAt;
      expect(then).to.equal(next && at(next));
    });

  it('through midnight are one, so that nobody is told that it closes for no time', () => {
    const night: OpeningHours = {
      timeZone: 'UTC',
      days: { 1: [{ from: '20:00', to: '24:00' }], 2: [{ from: '00:00', to: '04:00' }] },
      closedOn: [],
    };
    expect(opennessAt(night, at('2026-11-23T23:59:00Z'))).to.deep.equal({
      open: true,
      until: at('2026-11-24T04:00:00Z'),
    });
    expect(opennessAt(night, at('2026-11-24T00:00:00Z')).open).to.equal(true);
  });

  it('that there are none of promise no hour', () => {
    const never: OpeningHours = { timeZone: 'UTC', days: {}, closedOn: [] };
    expect(opennessAt(never, at('2026-11-23T12:00:00Z'))).to.deep.equal({ open: false });
  });
});
