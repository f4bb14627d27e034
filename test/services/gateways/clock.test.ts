import { expect } from 'chai';
import { fixedClock, systemClock } from '../../../services/gateways/clock.ts';
import { at, hoursAfter, noon } from '../../support/fixtures.ts';

describe('a clock', () => {
  const { now } = Date;
  afterEach(() => {
    Date.now = now;
  });

  it('of the system stands still while the machine is set back', () => {
    const clock = systemClock();
    Date.now = () => noon;
    expect(clock.now()).to.be.at.least(noon);
    const before = clock.now();
    Date.now = () => noon - 1000;
    expect(clock.now()).to.equal(before);
    const future = at('2099-01-01T00:00:00Z');
    Date.now = () => future;
    expect(clock.now()).to.equal(future);
  });

  it('of a test stands still until it is moved, and moves forward only', () => {
    const clock = fixedClock(noon);
    expect(clock.now()).to.equal(noon);
    expect(clock.advance(3_600_000)).to.equal(hoursAfter(noon, 1));
    expect(clock.now()).to.equal(hoursAfter(noon, 1));
    expect(() => clock.advance(-1)).to.throw('forward');
  });
});
