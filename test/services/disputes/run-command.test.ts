import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { listDisputes } from '../../../services/disputes/list-disputes.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import { previewCommand } from '../../../services/disputes/preview-command.ts';
import type { Context, Principal, Store } from '../../../services/ports.ts';
import { daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  agent,
  ana,
  codes,
  done,
  opened,
  seller,
  stranger,
  system,
} from './world.ts';

describe('the one way in which a dispute changes', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const cancel = (disputeId: string, expectedSeq: number) => (ctx: Context) =>
    cancelDispute(ctx, { disputeId, expectedSeq });

  it('tells a foreign id and an unknown one in the same words, to everybody', async () => {
    const { dispute } = await opened(as);
    const visitor: Principal = { kind: 'visitor' };
    const otherSeller: Principal = { kind: 'seller', id: 's-2' };
    const ids = [dispute.id, 'D9999999999', "D' or '1'='1", ''];
    const answers = [];
    for (const principal of [stranger, visitor, otherSeller])
      for (const id of principal === stranger ? ids : ids.slice(0, 1)) {
        answers.push(await as(principal, noon, (ctx) => findDispute(ctx, id)));
        answers.push(await as(principal, noon, cancel(id, 1)));
        answers.push(
          await as(principal, noon, (ctx) => previewCommand(ctx, id, { type: 'cancel' })),
        );
      }
    for (const answer of answers)
      expect(answer).to.deep.equal({
        ok: false,
        refusals: [{ code: 'not_found', rule: 'ownership', facts: {} }],
      });
    expect(await as(stranger, noon, listDisputes)).to.deep.equal([]);
    expect(await as(visitor, noon, listDisputes)).to.deep.equal([]);
  });

  it('opens nothing on a foreign order, an unknown order or an unknown item', async () => {
    const { order } = await opened(as);
    const open = (principal: Principal, orderId: string, itemId: string) =>
      as(principal, noon, (ctx) => openDispute(ctx, { orderId, itemId, form: aForm() }));
    expect(codes(await open(stranger, order.id, 'i-1'))).to.deep.equal(['not_found']);
    expect(codes(await open(ana, '8000000000000000', 'i-1'))).to.deep.equal(['not_found']);
    expect(codes(await open(ana, order.id, 'i-9'))).to.deep.equal(['not_found']);
    expect(codes(await open(ana, order.id, 'i-1'))).to.deep.equal(['dispute_live']);
  });

  it('believes the principal, not the actor that a caller names', async () => {
    const { order } = await opened(as);
    const actor = { role: 'buyer', id: 'b-1' } as const;
    const wish = { orderId: order.id, itemId: 'i-1', form: aForm(), actor };
    const answer = await as(seller, noon, (ctx) => openDispute(ctx, wish));
    expect(codes(answer)).to.include('wrong_role');
  });

  it('lets an agent act for the buyer and records the agent', async () => {
    const { dispute } = await opened(as);
    done(await as(agent, noon, cancel(dispute.id, 1)));
    const events = await as(system, noon, ({ tx }) => store.disputes.events(tx, dispute.id));
    expect(events.at(-1)?.actor).to.deep.equal({ role: 'agent', id: 'a-1' });
  });

  it('refuses a command whose asker had seen another state', async () => {
    const { dispute } = await opened(as);
    expect(codes(await as(ana, noon, cancel(dispute.id, 7)))).to.deep.equal(['changed_meanwhile']);
    done(await as(ana, noon, cancel(dispute.id, 1)));
    expect(codes(await as(ana, noon, cancel(dispute.id, 1)))).to.deep.equal(['changed_meanwhile']);
  });

  it('catches up with the clock first and keeps that, although the command is refused', async () => {
    const { dispute } = await opened(as);
    const late = daysAfter(noon, 6);
    expect(codes(await as(ana, late, cancel(dispute.id, 1)))).to.deep.equal(['changed_meanwhile']);
    const stored = await as(system, late, ({ tx }) => store.disputes.find(tx, system, dispute.id));
    expect(stored).to.include({ seq: 2, lastEventAt: daysAfter(noon, 5) });
    expect(stored?.outcome?.reason).to.equal('seller_timeout');
    expect(codes(await as(ana, late, cancel(dispute.id, 2)))).to.deep.equal(['already_decided']);
  });

  it('lets no seller answer after the deadline, although no sweep ran', async () => {
    const { dispute } = await opened(as);
    const command = { type: 'refuse', proposalVersion: 1 } as const;
    const answer = await as(seller, daysAfter(noon, 5), (ctx) =>
      answerAsSeller(ctx, { disputeId: dispute.id, command }),
    );
    expect(codes(answer)).to.include('wrong_state');
  });

  it('shows every reader what the clock should have done, and writes nothing for it', async () => {
    const { dispute } = await opened(as);
    const late = daysAfter(noon, 6);
    const [listed] = await as(ana, late, listDisputes);
    const found = done(await as(ana, late, (ctx) => findDispute(ctx, dispute.id)));
    expect(found).to.deep.equal(listed);
    expect(found.dispute.phase.state).to.equal('refund_pending');
    expect(
      await as(system, late, ({ tx }) => store.disputes.events(tx, dispute.id)),
    ).to.have.length(1);
  });

  it('accepts the seq that a reader saw before the sweep wrote it', async () => {
    const { dispute } = await opened(as);
    const refuse = { type: 'refuse', proposalVersion: 1 } as const;
    done(
      await as(seller, daysAfter(noon, 1), (ctx) =>
        answerAsSeller(ctx, { disputeId: dispute.id, command: refuse }),
      ),
    );
    const late = daysAfter(noon, 8);
    const seen = done(await as(ana, late, (ctx) => findDispute(ctx, dispute.id)));
    expect(seen.dispute).to.include({ seq: 3 });
    done(await as(ana, late, cancel(dispute.id, seen.dispute.seq)));
  });

  it('throws on a dispute whose rulebook is gone: that is no answer for a buyer', async () => {
    const { dispute } = await opened(as);
    const broken = { ...dispute, rulebookVersion: 'r-gone' };
    const failure = await as(ana, noon, (ctx) => {
      const find = () => Promise.resolve(broken);
      const disputes = { ...store.disputes, find };
      return findDispute({ ...ctx, store: { ...store, disputes } }, dispute.id);
    }).catch((fault: unknown) => fault);
    expect(String(failure)).to.include('No rulebook r-gone');
  });
});
