import { expect } from 'chai';
import type { Instant } from '../../../services/domain/time.ts';
import { byUrgency } from '../../../services/handoff/rank.ts';
import { hoursAfter, noon } from '../../support/fixtures.ts';

type Case = Parameters<ReturnType<typeof byUrgency>>[0];

const target = 15;
let no = 0;
const aCase = (changes: Partial<Case> & { readonly risk?: string } = {}): Case => {
  no += 1;
  const { risk, ...rest } = changes;
  return {
    ...{ reason: 'asked', requestedAt: noon, no },
    capsule: { slots: {}, misses: 0, signedIn: true, blockedBy: [], ...(risk ? { risk } : {}) },
    ...rest,
  };
};
const due = (hours: number) => ({ rule: 'sellerResponse' as const, at: hoursAfter(noon, hours) });
const usd = (dollars: number) => ({ minor: BigInt(dollars * 100), currency: 'USD' });
const minutes = (n: number) => (noon - n * 60_000) as Instant;

/** The same order from whichever end they are put in. */
const inOrder = (...cases: readonly Case[]) => {
  for (const given of [cases, cases.toReversed()])
    expect(given.toSorted(byUrgency(noon, target)).map((one) => one.no)).to.deep.equal(
      cases.map((one) => one.no),
    );
};

describe('The order of the queue', () => {
  it('is by the time left to the nearest deadline, not by arrival', () => {
    inOrder(
      aCase({ due: due(5), requestedAt: minutes(1) }),
      aCase({ due: due(40), requestedAt: minutes(10) }),
      aCase({ requestedAt: minutes(14) }),
    );
  });

  it('takes stuck money as due within a day, also where it came to a case later', () => {
    const later = aCase();
    const { capsule } = later;
    const alarms = [{ reason: 'refund_failed' as const, disputeId: 'D1' }];
    inOrder(
      aCase({ due: due(5) }),
      aCase({ reason: 'refund_failed', atStake: usd(9) }),
      { ...later, capsule: { ...capsule, alarms } },
      aCase({ due: due(40) }),
    );
  });

  it('within a step of it is by the money at stake', () => {
    inOrder(
      aCase({ due: due(23), atStake: usd(900) }),
      aCase({ due: due(20), atStake: usd(5) }),
      aCase({ due: due(20) }),
    );
  });

  it('counts yen and dollars as people do, in whole units', () => {
    inOrder(aCase({ atStake: { minor: 500n, currency: 'JPY' } }), aCase({ atStake: usd(4) }));
  });

  it('has people in danger first, then other risks', () => {
    inOrder(
      aCase({ reason: 'risk', risk: 'self_harm' }),
      aCase({ reason: 'risk', risk: 'fraud' }),
      aCase({ due: due(0.5), atStake: usd(9000) }),
    );
  });

  it('lets nobody wait for ever: each multiple of the target is a step forward', () => {
    inOrder(aCase({ requestedAt: minutes(80) }), aCase({ due: due(20), requestedAt: minutes(1) }));
  });

  it('is by arrival where all else is the same', () => {
    inOrder(
      aCase({ requestedAt: minutes(2) }),
      aCase({ requestedAt: minutes(1) }),
      aCase({ requestedAt: minutes(1) }),
    );
  });
});
