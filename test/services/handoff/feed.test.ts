import { expect } from 'chai';
import fc from 'fast-check';
import { claim } from '../../../services/handoff/claim.ts';
import type { Staff } from '../../../services/handoff/desk-context.ts';
import { foldFeed } from '../../../services/handoff/fold-feed.ts';
import { handBack } from '../../../services/handoff/hand-back.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import { snooze, waitForBuyer } from '../../../services/handoff/put-aside.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { readFeed } from '../../../services/handoff/read-feed.ts';
import { release } from '../../../services/handoff/release.ts';
import { resolve, undoResolve } from '../../../services/handoff/resolve.ts';
import { sayAsAgent } from '../../../services/handoff/say-as-agent.ts';
import { sendNote } from '../../../services/handoff/send-note.ts';
import { takeOver } from '../../../services/handoff/take-over.ts';
import type { QueueView } from '../../../services/handoff/views.ts';
import type { Store } from '../../../services/ports.ts';
import { ada, agnes, ben, clara, TestDesk } from '../../support/desk.ts';
import { hoursAfter } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';

type Deed = (desk: TestDesk, staff: Staff, handoffId: string, conversationId: string) => unknown;

/** What may happen to a case; what is refused happens too. */
const deeds: Readonly<Record<string, Deed>> = {
  ask: (desk, _s, _h, conversationId) => desk.asked({ conversationId }),
  risk: (desk, _s, _h, conversationId) => desk.asked({ conversationId, reason: 'risk' }),
  says: (desk, _s, _h, conversationId) => desk.says(conversationId, 'Hello?'),
  leaves: (desk, _s, _h, conversationId) =>
    desk.run({ kind: 'visitor' }, (ctx) => leaveQueue(ctx, conversationId)),
  claim: (desk, staff, handoffId) => desk.as(staff, (ctx) => claim(ctx, { handoffId })),
  takeOver: (desk, staff, handoffId) => desk.as(staff, (ctx) => takeOver(ctx, { handoffId })),
  release: (desk, staff, handoffId) => desk.as(staff, (ctx) => release(ctx, { handoffId })),
  say: (desk, staff, handoffId) =>
    desk.as(staff, (ctx) => sayAsAgent(ctx, { handoffId, text: 'Yes?' })),
  note: (desk, staff, handoffId) =>
    desk.as(staff, (ctx) => sendNote(ctx, { handoffId, text: 'Called.' })),
  handBack: (desk, staff, handoffId) => desk.as(staff, (ctx) => handBack(ctx, { handoffId })),
  resolve: (desk, staff, handoffId) => desk.as(staff, (ctx) => resolve(ctx, { handoffId })),
  undo: (desk, staff, handoffId) => desk.as(staff, (ctx) => undoResolve(ctx, { handoffId })),
  wait: (desk, staff, handoffId) => desk.as(staff, (ctx) => waitForBuyer(ctx, { handoffId })),
  snooze: (desk, staff, handoffId) =>
    desk.as(staff, (ctx) => snooze(ctx, { handoffId, until: hoursAfter(ctx.now, 1) })),
  time: (desk) => {
    desk.clock.advance(11 * 60_000);
    return desk.sweep();
  },
  days: (desk) => {
    desk.clock.advance(73 * 3_600_000);
    return desk.sweep();
  },
};

const staff = [agnes, ben, clara, ada];
const steps = fc.array(
  fc.record({
    deed: fc.constantFrom(...Object.keys(deeds)),
    who: fc.nat(staff.length - 1),
    where: fc.nat(2),
  }),
  { minLength: 1, maxLength: 25 },
);

/** Without what is only of the moment of the look. */
const told = ({ rows, no }: QueueView) => ({
  no,
  rows: rows.toSorted((a, b) => a.id.localeCompare(b.id)),
});

describe('The feed of the desk', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());

  it('I25: makes of a stale snapshot the fresh one, for each role, wherever it was left off', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.nat(24),
        fc.integer({ min: 1, max: 7 }),
        async (play, at, page) => {
          const desk = new TestDesk(store);
          const places = [
            await desk.conversation(),
            await desk.conversation(),
            await desk.conversation(),
          ];
          const stale: QueueView[] = [];
          const look = async () => {
            for (const who of staff) stale.push(await desk.as(who, queue));
          };
          for (const [n, { deed, who, where }] of play.entries()) {
            if (n === Math.min(at, play.length - 1)) await look();
            const place = places[where] ?? '';
            const [last] = await store.run((tx) => store.desk.handoffs.ofConversation(tx, place));
            await deeds[deed]?.(desk, staff[who] ?? agnes, last?.id ?? '', place);
          }
          for (const [n, who] of staff.entries()) {
            let view = stale[n] ?? (await desk.as(who, queue));
            for (;;) {
              const { no } = view;
              const entries = await desk.as(who, (ctx) => readFeed(ctx, no, page));
              if (entries.length === 0) break;
              view = foldFeed(view, entries);
            }
            expect(told(view)).to.deep.equal(told(await desk.as(who, queue)));
          }
        },
      ),
      { numRuns: 40 },
    );
  }).timeout(60_000);

  it('repeats nothing and leaves nothing out, however it is cut', async () => {
    const desk = new TestDesk(store);
    for (let n = 0; n < 5; n += 1) await desk.asked();
    const numbers: number[] = [];
    for (;;) {
      const page = await desk.as(agnes, (ctx) => readFeed(ctx, numbers.at(-1) ?? 0, 2));
      if (page.length === 0) break;
      numbers.push(...page.map(({ event }) => event.no));
    }
    expect(numbers).to.deep.equal([1, 2, 3, 4, 5]);
  });
});
