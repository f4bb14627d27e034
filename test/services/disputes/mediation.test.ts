import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { appealRuling } from '../../../services/disputes/appeal-ruling.ts';
import {
  type CaseManagerCommand,
  ruleOnDispute,
} from '../../../services/disputes/rule-on-dispute.ts';
import type { Principal, Store } from '../../../services/ports.ts';
import { daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, agent, ana, caseManager, codes, done, opened, seller, system } from './world.ts';

describe('mediation', () => {
  let store: Store;
  let id: string;
  const as = actingOn(() => store);
  const mediated = daysAfter(noon, 8);
  const rejected = { type: 'rule', outcome: 'rejected', explanation: 'No fault shown.' } as const;

  beforeEach(async () => {
    store = await memoryStore();
    id = (await opened(as)).dispute.id;
    const command = { type: 'refuse', proposalVersion: 1 } as const;
    done(
      await as(seller, daysAfter(noon, 1), (ctx) =>
        answerAsSeller(ctx, { disputeId: id, command }),
      ),
    );
  });
  afterEach(() => store.close());

  const ruling = (principal: Principal, command: CaseManagerCommand, days = 8) =>
    as(principal, daysAfter(noon, days), (ctx) =>
      ruleOnDispute(ctx, { disputeId: id, command, caseManagerId: 'cm-9' }),
    );

  it('is reached by the clock, although no sweep ran before the ruling', async () => {
    const ruled = done(await ruling(caseManager, rejected));
    expect(ruled.dispute.outcome).to.include({ reason: 'ruling_rejected', by: 'case_management' });
    const events = await as(system, mediated, ({ tx }) => store.disputes.events(tx, id));
    expect(events.map(({ type }) => type)).to.deep.equal(['open', 'refuse', 'escalate', 'rule']);
    expect(events[2]?.at).to.equal(daysAfter(noon, 7));
  });

  it('records the case manager who signed in, not whom the call names', async () => {
    done(await ruling(caseManager, rejected));
    const events = await as(system, mediated, ({ tx }) => store.disputes.events(tx, id));
    expect(events.at(-1)?.actor).to.deep.equal({ role: 'case_manager', id: 'cm-1' });
  });

  it('records whom the marketplace names', async () => {
    done(await ruling(system, rejected));
    const events = await as(system, mediated, ({ tx }) => store.disputes.events(tx, id));
    expect(events.at(-1)?.actor).to.deep.equal({ role: 'case_manager', id: 'cm-9' });
  });

  it('is for case managers: not for buyer, seller, agent or administrator', async () => {
    const admin: Principal = { kind: 'staff', id: 'x-1', role: 'admin' };
    for (const principal of [ana, seller, agent, admin])
      expect(codes(await ruling(principal, rejected))).to.include('wrong_role');
  });

  it('asks a party for evidence and goes on when its time is over', async () => {
    const ask = { type: 'request_evidence', party: 'buyer', what: 'A picture.' } as const;
    expect(done(await ruling(caseManager, ask)).dispute.phase.state).to.equal('evidence_requested');
    const ruled = await ruling(caseManager, rejected, 11);
    expect(done(ruled).dispute.outcome?.reason).to.equal('ruling_rejected');
  });

  it('is appealed within the window, once, and decided for good', async () => {
    const { dispute } = done(await ruling(caseManager, rejected));
    const appeal = { disputeId: id, expectedSeq: dispute.seq, reason: 'Look again.', files: [] };
    const appealed = done(await as(ana, daysAfter(noon, 10), (ctx) => appealRuling(ctx, appeal)));
    expect(appealed.label).to.equal('finished_appeal_open');
    const decision = { type: 'decide_appeal', decision: 'upheld', explanation: 'Right.' } as const;
    const upheld = done(await ruling(caseManager, decision, 12));
    expect(upheld.dispute.phase.state).to.equal('refund_pending');
    expect(upheld.dispute.refunds.map((refund) => refund.id)).to.deep.equal([`${id}.R2`]);
    const again = { ...appeal, expectedSeq: upheld.dispute.seq };
    expect(codes(await as(ana, daysAfter(noon, 12), (ctx) => appealRuling(ctx, again)))).to.include(
      'already_appealed',
    );
  });
});
