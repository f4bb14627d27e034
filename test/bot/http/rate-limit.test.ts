import { expect } from 'chai';
import { createRateLimiter } from '../../../bot/http/rate-limit.ts';

describe('the rate limiter', () => {
  it('lets a burst through, then one for each refill, by key', () => {
    let now = 0;
    const limiter = createRateLimiter({ burst: 2, perSecond: 0.5 }, () => now);
    expect([limiter.take('a'), limiter.take('a')]).to.deep.equal([0, 0]);
    expect(limiter.take('a')).to.equal(2);
    expect(limiter.take('b')).to.equal(0);
    now = 1_000;
    expect(limiter.take('a')).to.equal(1);
    now = 2_000;
    expect(limiter.take('a')).to.equal(0);
    expect(limiter.take('a')).to.equal(2);
    now = 1_000_000;
    expect([limiter.take('a'), limiter.take('a')]).to.deep.equal([0, 0]);
    expect(limiter.take('a')).to.be.greaterThan(0);
  });
});
