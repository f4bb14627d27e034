import { expect } from 'chai';
import fc from 'fast-check';
import { claim } from '../../../services/handoff/claim.ts';
import { handBack } from '../../../services/handoff/hand-back.ts';
import { offerToHub } from '../../../services/handoff/hub-offer.ts';
import { hubAgent, isWithHub } from '../../../services/handoff/hub-owns.ts';
import { endAtHub, relayToHub } from '../../../services/handoff/hub-relay.ts';
import { hearHubStatus, sayFromHub } from '../../../services/handoff/hub-status.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import { isLive, isOwned } from '../../../services/handoff/states.ts';
import { takeOver } from '../../../services/handoff/take-over.ts';
import type { Handoff } from '../../../services/handoff-port.ts';
import type { Store } from '../../../services/ports.ts';
import { agnes, clara, TestDesk } from '../../support/desk.ts';
import { memoryStore } from '../../support/stores.ts';

const statuses = ['accepted', 'failed', 'completed', 'busy'] as const;
const others = ['said', 'wrote', 'left', 'claimed', 'took', 'gave back', 'waited', 'job'] as const;
type Step = (typeof statuses)[number] | (typeof others)[number];

const minute = 60_000;
const system = { kind: 'system' } as const;

describe('The statuses of a hub', () => {
  let store: Store;
  let desk: TestDesk;
  before(async () => {
    store = await memoryStore();
    desk = new TestDesk(store);
  });
  after(() => store.close());

  const isStatus = (step: Step): boolean => statuses.some((one) => one === step);
  const caseOf = (id: string): Promise<Handoff | undefined> =>
    store.run((tx) => store.desk.handoffs.find(tx, id));
  const status = async (handoffId: string, state: string) => {
    const told = { handoffId, state, agent: 'Dana' };
    const heard = await desk.as(hubAgent, (ctx) => hearHubStatus(ctx, told));
    return heard.ok && heard.value;
  };
  /** Everything that anybody could notice. */
  const seen = async (handoffId: string, conversationId: string) => ({
    handoff: await caseOf(handoffId),
    texts: await desk.texts(conversationId),
    left: await store.run((tx) => store.inbox.countWaiting(tx, conversationId)),
    owner: await desk.owner(conversationId),
  });

  const take = async (step: Step, handoffId: string, conversationId: string): Promise<void> => {
    const on = { handoffId };
    switch (step) {
      case 'said':
        await desk.as(hubAgent, (ctx) => sayFromHub(ctx, { ...on, text: 'Hi' }));
        return;
      case 'wrote':
        await desk.says(conversationId, 'Hello?');
        return;
      case 'left':
        await desk.run(system, (ctx) => leaveQueue(ctx, conversationId));
        return;
      case 'claimed':
        await desk.as(agnes, (ctx) => claim(ctx, on));
        return;
      case 'took':
        await desk.as(clara, (ctx) => takeOver(ctx, on));
        return;
      case 'gave back':
        await desk.as(agnes, (ctx) => handBack(ctx, on));
        return;
      case 'waited':
        desk.clock.advance(20 * minute);
        await desk.sweep();
        return;
      case 'job':
        await desk.run(system, (ctx) => relayToHub(ctx, handoffId));
        await desk.run(system, (ctx) => endAtHub(ctx, handoffId));
        return;
      default:
        await status(handoffId, step);
    }
  };

  it('do in any order, with whatever happens between, what they may do and nothing twice', async function () {
    this.timeout(60_000);
    const steps = fc.array(fc.constantFrom<Step>(...statuses, ...others), {
      ...{ minLength: 1, maxLength: 14 },
    });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { handoff } = await desk.asked();
        const { id, conversationId } = handoff;
        await desk.run(system, (ctx) => offerToHub(ctx, id, 15));
        for (const step of all) {
          const before = await caseOf(id);
          await take(step, id, conversationId);
          const now = await seen(id, conversationId);
          expect(now.handoff, 'the case is there').to.not.equal(undefined);
          if (!now.handoff || !before) return;
          // One owner, and it is the one that the case says.
          expect(now.owner).to.equal(isOwned(now.handoff) ? 'agent' : 'bot');
          // Who ended the talk had it.
          if (step === 'completed' && isLive(before) && !isLive(now.handoff))
            expect(before.agentId).to.equal('hub');
          // What is not the hub's any more never becomes it again.
          if (isWithHub(now.handoff)) expect(isWithHub(before)).to.equal(true);
          if (!isStatus(step)) continue;
          // Repeated, it changes nothing that anybody could notice.
          expect((await status(id, step)) || {}).to.include({ taken: false });
          expect(await seen(id, conversationId)).to.deep.equal(now);
        }
        // Nobody is lost: they wait, somebody is there, or they were told that it is over.
        const end = await caseOf(id);
        if (end && !isLive(end) && end.state !== 'left')
          expect((await seen(id, conversationId)).left).to.be.greaterThan(0);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 120) },
    );
  });
});
