import { expect } from 'chai';
import { playCaseManager } from '../../../services/demo/play-case-manager.ts';
import { playPayments } from '../../../services/demo/play-payments.ts';
import { playSeller, type SellerMove } from '../../../services/demo/play-seller.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import type { Store } from '../../../services/ports.ts';
import { daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, aForm, codes, done, opened, seller, system } from '../disputes/world.ts';

describe('playing the others on the demo page', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const play = (disputeId: string, move: SellerMove, days = 1) =>
    as(system, daysAfter(noon, days), (ctx) => playSeller(ctx, { disputeId, ...move }));

  it('accepts the proposal on the table, and the bank pays', async () => {
    const { id } = (await opened(as)).dispute;
    expect(done(await play(id, { move: 'accept' })).dispute.phase.state).to.equal('refund_pending');
    const paid = await as(system, daysAfter(noon, 2), (ctx) =>
      playPayments(ctx, { disputeId: id, result: 'completed' }),
    );
    expect(done(paid).dispute.phase.state).to.equal('closed');
  });

  it('says why the bank could not pay', async () => {
    const { id } = (await opened(as)).dispute;
    done(await play(id, { move: 'accept' }));
    const failed = await as(system, daysAfter(noon, 2), (ctx) =>
      playPayments(ctx, { disputeId: id, result: 'failed' }),
    );
    expect(done(failed).dispute.refunds[0]?.failure).to.be.a('string').and.not.equal('');
  });

  it('offers half, rounded up, unless told otherwise', async () => {
    const { id } = (await opened(as, { form: aForm({ amount: 2401n }) })).dispute;
    const half = done(await play(id, { move: 'counter' })).dispute.proposals.at(-1);
    expect(half).to.include({ by: 'seller', remedy: 'refund_only', amount: 1201n });
  });

  it('offers what it is told to', async () => {
    const { id } = (await opened(as)).dispute;
    const move = { move: 'counter', remedy: 'none', amount: 0n, message: 'Sorry, no.' } as const;
    const offer = done(await play(id, move)).dispute.proposals.at(-1);
    expect(offer).to.include({ remedy: 'none', amount: 0n, message: 'Sorry, no.' });
  });

  it('refuses, and the case manager rules once the clock has escalated', async () => {
    const { id } = (await opened(as)).dispute;
    done(await play(id, { move: 'refuse' }));
    const command = { type: 'rule', outcome: 'full', explanation: 'Clearly broken.' } as const;
    const ruled = await as(system, daysAfter(noon, 7), (ctx) =>
      playCaseManager(ctx, { disputeId: id, command }),
    );
    expect(done(ruled).dispute.outcome?.reason).to.equal('ruling_full');
  });

  it('says what the seller may play now, to the seller', async () => {
    const { id } = (await opened(as)).dispute;
    const view = done(await as(seller, noon, (ctx) => findDispute(ctx, id)));
    expect(view.allowed.map(({ type }) => type)).to.include.members([
      'accept',
      'refuse',
      'counter',
    ]);
  });

  it('plays nothing that the seller may not do', async () => {
    const { id } = (await opened(as)).dispute;
    expect(codes(await play(id, { move: 'confirm_receipt' }))).to.include('wrong_state');
    expect(codes(await play(id, { move: 'contest_return', reason: 'Used.' }))).to.include(
      'wrong_state',
    );
    expect(codes(await play('D0000000000', { move: 'accept' }))).to.deep.equal(['not_found']);
    const paid = await as(system, noon, (ctx) =>
      playPayments(ctx, { disputeId: id, result: 'completed' }),
    );
    expect(codes(paid)).to.deep.equal(['not_found']);
  });
});
