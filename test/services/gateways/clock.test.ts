import { expect } from 'chai';
import { createDemoClock, fixedClock, systemClock } from '../../../services/gateways/clock.ts';
import { at, hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';

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

  it('of a demo takes over what another process has moved it by, and never goes back', async () => {
    const store = await memoryStore();
    Date.now = () => noon;
    const [server, cli] = [await createDemoClock(store), await createDemoClock(store)];
    await cli.advance(3_600_000);
    expect(server.now()).to.equal(noon);
    await server.refresh();
    expect(server.now()).to.equal(hoursAfter(noon, 1));
    await store.run((tx) => store.settings.set(tx, 'demo.clock.offset', 0));
    await server.refresh();
    expect(server.now()).to.equal(hoursAfter(noon, 1));
    await store.close();
  });
});
