import { expect } from 'chai';
import {
  earlierOf,
  instant,
  isoOf,
  laterOf,
  parseInstant,
  plusBusinessDays,
  plusHours,
  plusTimes24h,
  startOfDay,
  startOfDayAfter,
  startOfDayYearsAfter,
} from '../../../services/domain/time.ts';
import { at, noon } from '../../support/fixtures.ts';

describe('instants', () => {
  it('are whole milliseconds', () => {
    expect(instant(5)).to.equal(5);
    expect(() => instant(0.5)).to.throw(RangeError);
    expect(() => instant(Number.NaN)).to.throw(RangeError);
  });

  it('are read with their zone and never without one', () => {
    expect(parseInstant('2026-11-22T12:00:00Z')).to.equal(noon);
    expect(parseInstant('2026-11-22T13:00:00+01:00')).to.equal(noon);
    expect(parseInstant('2026-11-22T13:00:00.000+0100')).to.equal(noon);
    for (const text of [
      '2026-11-22T12:00:00',
      '2026-11-22',
      '2026-11-22Z',
      '2026-02-30T12:00:00Z',
      'THURSDAYZ',
      '',
      `${'2026-11-22T12:00:00'.padEnd(60, '0')}Z`,
    ])
      expect(parseInstant(text), text).to.equal(undefined);
  });

  it('are written in UTC to the millisecond', () => {
    expect(isoOf(noon)).to.equal('2026-11-22T12:00:00.000Z');
  });

  it('move by hours and by times 24 hours, whatever the wall clock does', () => {
    expect(plusHours(noon, 1)).to.equal(at('2026-11-22T13:00:00Z'));
    expect(plusTimes24h(at('2026-10-24T12:00:00Z'), 2)).to.equal(at('2026-10-26T12:00:00Z'));
  });

  it('have an earlier and a later one', () => {
    const [a, b] = [instant(1), instant(2)];
    expect([earlierOf(a, b), earlierOf(b, a), laterOf(a, b), laterOf(b, a)]).to.deep.equal([
      a,
      a,
      b,
      b,
    ]);
  });
});

describe('the start of a day', () => {
  const days: readonly [string, string, string, number, string][] = [
    ['in UTC', 'UTC', '2026-11-22T12:00:00Z', 0, '2026-11-22T00:00:00.000Z'],
    ['at its own first instant', 'UTC', '2026-11-22T00:00:00Z', 0, '2026-11-22T00:00:00.000Z'],
    ['before', 'UTC', '2026-11-22T12:00:00Z', -3, '2026-11-19T00:00:00.000Z'],
    ['ahead of UTC', 'Pacific/Auckland', '2026-07-01T13:00:00Z', 0, '2026-07-01T12:00:00.000Z'],
    [
      'after a day of 25 hours',
      'Europe/Madrid',
      '2026-10-24T22:30:00Z',
      1,
      '2026-10-25T23:00:00.000Z',
    ],
    [
      'after a day of 23 hours',
      'Europe/Madrid',
      '2026-03-28T23:30:00Z',
      1,
      '2026-03-29T22:00:00.000Z',
    ],
    [
      'with midnight twice: the first',
      'America/Havana',
      '2026-11-01T18:00:00Z',
      0,
      '2026-11-01T04:00:00.000Z',
    ],
    [
      'with midnight twice, counted to',
      'America/Havana',
      '2026-10-31T18:00:00Z',
      1,
      '2026-11-01T04:00:00.000Z',
    ],
    [
      'without a midnight: the jump',
      'Asia/Beirut',
      '2026-03-28T12:00:00Z',
      1,
      '2026-03-28T22:00:00.000Z',
    ],
    [
      'that never was: the jump',
      'Pacific/Apia',
      '2011-12-29T12:00:00Z',
      1,
      '2011-12-30T10:00:00.000Z',
    ],
    [
      'after the one that never was',
      'Pacific/Apia',
      '2011-12-29T12:00:00Z',
      2,
      '2011-12-30T10:00:00.000Z',
    ],
    ['a day after the jump', 'Pacific/Apia', '2011-12-29T12:00:00Z', 3, '2011-12-31T10:00:00.000Z'],
  ];
  for (const [what, zone, from, count, expected] of days)
    it(`${what}: ${zone}, ${count} days after ${from}`, () => {
      expect(isoOf(startOfDayAfter(at(from), count, zone))).to.equal(expected);
    });

  it('is that of the day itself without a count', () => {
    expect(isoOf(startOfDay(noon, 'Europe/Madrid'))).to.equal('2026-11-21T23:00:00.000Z');
  });

  it('years later falls on the same date, or on the last one of February', () => {
    expect(isoOf(startOfDayYearsAfter(noon, 1, 'UTC'))).to.equal('2027-11-22T00:00:00.000Z');
    const leap = at('2028-02-29T12:00:00Z');
    expect(isoOf(startOfDayYearsAfter(leap, 1, 'UTC'))).to.equal('2029-02-28T00:00:00.000Z');
  });
});

describe('business days', () => {
  it('leave out Saturday, Sunday and the holidays', () => {
    // 22 November 2026 is a Sunday.
    expect(isoOf(plusBusinessDays(noon, 1, 'UTC', []))).to.equal('2026-11-23T00:00:00.000Z');
    expect(isoOf(plusBusinessDays(noon, 6, 'UTC', []))).to.equal('2026-11-30T00:00:00.000Z');
    expect(isoOf(plusBusinessDays(noon, 1, 'UTC', ['2026-11-23']))).to.equal(
      '2026-11-24T00:00:00.000Z',
    );
    expect(isoOf(plusBusinessDays(noon, 0, 'UTC', []))).to.equal('2026-11-22T00:00:00.000Z');
  });
});
