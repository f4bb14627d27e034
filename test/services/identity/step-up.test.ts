import { expect } from 'chai';
import { flows } from '../../../dialogs/flows.ts';
import { instant } from '../../../services/domain/time.ts';
import { codeIn, withoutCode } from '../../../services/identity/code-in.ts';
import { mustSignInAgain } from '../../../services/identity/step-up.ts';
import { at } from '../../support/fixtures.ts';

const noon = at('2026-11-23T12:00:00Z');
const month = 30 * 86_400_000;

/** The runner closes over its flow. */
type Inside = {
  readonly flow: {
    readonly steps: Readonly<Record<string, { unclear?: string; moves?: readonly string[] }>>;
  };
};

describe('A fresh sign-in', () => {
  it('is wanted after 30 days, not at the last millisecond of them', () => {
    expect(mustSignInAgain(noon, instant(noon + month))).to.equal(false);
    expect(mustSignInAgain(noon, instant(noon + month + 1))).to.equal(true);
  });

  it('is wanted of nobody for whom the shop’s own page speaks', () => {
    expect(mustSignInAgain(undefined, noon)).to.equal(false);
  });

  it('is wanted at every question whose answer can’t be undone', () => {
    const steps = [...flows].flatMap(([name, runner]) =>
      Object.entries((runner as unknown as Inside).flow.steps).map(
        ([step, { unclear, moves }]) => ({ place: `${name}/${step}`, unclear, moves }),
      ),
    );
    // "Yes" alone is no answer there, so they are known; words to the seller move nothing.
    const final = steps.filter(
      ({ unclear, place }) => unclear !== undefined && place !== 'contact-seller/confirm',
    );
    expect(final.map(({ place }) => place)).to.include.members([
      'open-dispute/summary',
      'cancel-dispute/preview',
      'answer-offer/accept',
      'propose-terms/confirm',
      'appeal/confirm',
      'ship-return/confirm',
    ]);
    for (const { place, moves } of final) expect(moves, place).to.have.length(1);
  });
});

describe('A code', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '12345678': '12345678',
    '1234 5678': '12345678',
    ' 1234-5678. ': '12345678',
    'my code is 1234 5678, thanks': '12345678',
    'code: 1234  5678': '12345678',
    '1234 - 5678': '12345678',
    '１２３４ ５６７８': '12345678',
    '1234567': undefined,
    '123456789': undefined,
    '12 345 678': undefined,
    'order 8130224500710158': undefined,
    D1000000001: undefined,
    'my 2 lamps, code 12345678': undefined,
    '': undefined,
  };

  it('is read from 8 digits and few words', () => {
    for (const [text, code] of Object.entries(cases)) expect(codeIn(text), text).to.equal(code);
  });

  it('is not looked for in a story, and looking takes no time', () => {
    expect(codeIn(`${'so '.repeat(60)}12345678`)).to.equal(undefined);
    expect(codeIn('1'.repeat(100_000))).to.equal(undefined);
  });

  it('leaves dots where it stood, and every other text as it was', () => {
    expect(withoutCode('my code is 1234-5678')).to.equal('my code is ••••-••••');
    expect(withoutCode('order 8130224500710158')).to.equal('order 8130224500710158');
  });
});
