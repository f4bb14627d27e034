import { expect } from 'chai';
import { compareRemedies } from '../../../services/disputes/compare-remedies.ts';
import type { Store } from '../../../services/ports.ts';
import { anOrder, aShippedOrder, at, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, codes, done, opened, putAs, stranger } from './world.ts';

const ids = { orderId: anOrder().id, itemId: 'i-1' };
const reason = 'not_as_described' as const;

describe('the comparison of the remedies for an item', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const compare = (now = noon, wanted: Partial<typeof ids> = {}, who = ana) =>
    as(who, now, (ctx) => compareRemedies(ctx, { ...ids, ...wanted, reason }));

  it('counts from now where a dispute may be opened, and opens none', async () => {
    await putAs(as);
    const { comparison, itemView } = done(await compare());
    expect(comparison.from).to.equal(noon);
    expect(comparison.outlooks).to.have.length(2);
    expect(itemView.dispute).to.equal(undefined);
    expect(done(await compare()).itemView.dispute).to.equal(undefined);
  });

  it('counts from the first day on which one may be opened, to the millisecond', async () => {
    await putAs(as, aShippedOrder({ shippedAt: noon }));
    const first = at('2026-12-03T00:00:00Z');
    expect(done(await compare()).comparison.from).to.equal(first);
    const justBefore = done(await compare(at('2026-12-02T23:59:59.999Z'))).comparison;
    expect(justBefore.from).to.equal(first);
    expect(done(await compare(first)).comparison).to.deep.equal(justBefore);
  });

  it('is refused where protection ends before that day, with what will stand in the way', async () => {
    await putAs(as, aShippedOrder({ shippedAt: noon, protectionEndsAt: daysAfter(noon, 5) }));
    expect(codes(await compare()))
      .to.include('protection_ended')
      .and.not.include('too_early');
  });

  it('is refused, with every reason, where no day helps', async () => {
    await putAs(as, anOrder({ agreementAt: noon }));
    expect(codes(await compare())).to.deep.equal(['agreement_recorded']);
    const live = await opened(as, { order: anOrder({ id: '8011223344556690' }) });
    expect(codes(await compare(noon, { orderId: live.order.id }))).to.deep.equal(['dispute_live']);
  });

  it("knows no item of another buyer's, of no order, and none that the order does not have", async () => {
    await putAs(as);
    const unknown = await compare(noon, { orderId: '8000000000000000' });
    expect(codes(unknown)).to.deep.equal(['not_found']);
    expect(codes(await compare(noon, {}, stranger))).to.deep.equal(['not_found']);
    expect(codes(await compare(noon, { itemId: 'i-9' }))).to.deep.equal(['not_found']);
  });
});
