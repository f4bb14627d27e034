import { expect } from 'chai';
import { seedDemo } from '../../../services/demo/seed-demo.ts';
import { seedPictures } from '../../../services/demo/seed-pictures.ts';
import type { Images } from '../../../services/evidence-port.ts';
import type { Store } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { countingIds, rulebooks } from '../disputes/world.ts';

const order = '8130559100634418';

describe('the pictures of the demo’s escalated dispute', () => {
  let store: Store;
  const kept = new Set<string>();
  const images = (verdict: 'accepted' | 'image_broken'): Images => ({
    inspect: ({ bytes: served }) =>
      Promise.resolve(
        verdict === 'accepted'
          ? { verdict, contentType: 'image/png', width: 320, height: 320, served }
          : { verdict },
      ),
  });
  const deps = (verdict: 'accepted' | 'image_broken' = 'accepted') => ({
    ...{ store, rulebooks, ids, clock: { now: () => noon }, images: images(verdict) },
    files: {
      put: (id: string) => Promise.resolve(void kept.add(id)),
      get: () => Promise.resolve(undefined),
      remove: (id: string) => Promise.resolve(void kept.delete(id)),
      olderThan: () => Promise.resolve([]),
    },
    drawIcon: (svg: string) => Promise.resolve(new TextEncoder().encode(svg)),
  });
  const ids = countingIds();
  const dispute = async () => (await store.run((tx) => store.disputes.ofOrder(tx, order)))[0];

  beforeEach(async () => {
    store = await memoryStore();
    kept.clear();
    await seedDemo(deps());
  });
  afterEach(() => store.close());

  it('come from both sides after the escalation and before today, each file with its bytes', async () => {
    const before = await dispute();
    await seedPictures(deps());
    const after = await dispute();
    expect(after?.evidence.map(({ party }) => party)).to.deep.equal(['buyer', 'buyer', 'seller']);
    expect(new Set(after?.evidence.map(({ id }) => id))).to.deep.equal(kept);
    for (const { addedAt } of after?.evidence ?? [])
      expect(addedAt)
        .to.be.above(before?.lastEventAt ?? 0)
        .and.below(noon);
    expect(after?.phase, 'decided by nobody').to.deep.equal(before?.phase);
  });

  it('are added once, however often the demo starts', async () => {
    await seedPictures(deps());
    await seedPictures(deps());
    expect((await dispute())?.evidence).to.have.length(3);
  });

  it('are a fault of the demo if they can’t be used', async () => {
    const fault = await seedPictures(deps('image_broken')).catch((thrown: unknown) => thrown);
    expect(String(fault)).to.contain('my-box.png');
  });
});
