import { expect } from 'chai';
import fc from 'fast-check';
import { createDesk } from '../../../bot/handoff/desk.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { claim } from '../../../services/handoff/claim.ts';
import type { DeskVoice, Staff } from '../../../services/handoff/desk-context.ts';
import { handBack } from '../../../services/handoff/hand-back.ts';
import { requestPerson } from '../../../services/handoff/request-person.ts';
import { rulebooks } from '../../support/desk.ts';
import { noon } from '../../support/fixtures.ts';
import { startConversation, type TestConversation } from '../../support/server-conversation.ts';

const agnes: Staff = { kind: 'staff', id: 'agnes', role: 'agent' };
const voice: DeskVoice = {
  typed: () => [],
  line: () => Promise.resolve([{ type: 'message', text: 'Agnes is here' }]),
  picture: () => undefined,
  isPushed: () => false,
};

const deskOf = ({ store }: TestConversation) =>
  createDesk({
    ...{ store, clock: fixedClock(noon), ids: randomIds(), rulebooks, voice },
    staff: { nameOf: async () => 'Agnes', roleOf: async () => 'agent' as const },
    audit: async () => {},
  });

const ask = async (talk: TestConversation): Promise<string> => {
  const standing = await talk.store.run((tx) =>
    requestPerson(
      {
        ...{ tx, store: talk.store, now: noon, rulebooks, ids: randomIds() },
        principal: { kind: 'visitor' },
      },
      {
        ...{ conversationId: talk.id, reason: 'asked', wish: '' },
        capsule: { slots: {}, misses: 0 },
      },
    ),
  );
  return standing.handoff.id;
};

/** Who spoke, in order. */
const speakers = async (talk: TestConversation) => (await talk.messages()).map(({ from }) => from);

describe('The bot while a person has the conversation', () => {
  it('I24: says nothing between claim and hand back, whatever arrives in whatever order', async () => {
    const arrivals = fc.array(fc.constantFrom('text', 'press', 'joined', 'fault'), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async (play) => {
        const talk = await startConversation();
        try {
          const handoffId = await ask(talk);
          const desk = deskOf(talk);
          // Turns are under way when the agent comes: each is before the line or says nothing.
          const sent = play.map((kind, n) => {
            const activity =
              kind === 'joined'
                ? { type: 'conversationUpdate' }
                : { type: 'message', text: kind === 'fault' ? 'boom' : `text ${n}` };
            const press = kind === 'press' ? { value: { action: 'x' } } : {};
            return talk.engine.inbox.accept({
              conversationId: talk.id,
              activity: { ...activity, ...press },
            });
          });
          await desk.run(agnes, (ctx) => claim(ctx, { handoffId }));
          await Promise.all(sent);
          await talk.engine.worker.idle();
          await talk.say('Is anybody there?');
          const said = await speakers(talk);
          expect(said.slice(said.indexOf('system') + 1)).to.deep.equal(['buyer']);
          await desk.run(agnes, (ctx) => handBack(ctx, { handoffId }));
        } finally {
          await talk.close();
        }
      }),
      { numRuns: 25 },
    );
  }).timeout(30_000);

  it('apologises for no fault of a turn that only the agent was to hear', async () => {
    const talk = await startConversation({
      store: (store) => ({
        ...store,
        inbox: {
          ...store.inbox,
          // Twice in a row the database fails in the middle of the turn, then it works again.
          done: failing(2, store.inbox.done),
        },
      }),
    });
    const handoffId = await ask(talk);
    await deskOf(talk).run(agnes, (ctx) => claim(ctx, { handoffId }));
    expect(await talk.say('Hello')).to.be.empty;
    await talk.close();
  });

  it("lets the agents' feed know the buyer's words in the transaction that stores them", async () => {
    const talk = await startConversation();
    const handoffId = await ask(talk);
    await deskOf(talk).run(agnes, (ctx) => claim(ctx, { handoffId }));
    const { store } = talk;
    const before = await store.run((tx) => store.desk.log.lastNo(tx));
    await talk.say('My parcel is lost');
    const [event] = await store.run((tx) => store.desk.log.after(tx, before, 10));
    const newest = (await talk.messages()).at(-1);
    expect(event?.body).to.deep.equal({ seq: newest?.seq, from: 'buyer' });
    await talk.close();
  });
});

const failing = <A extends readonly unknown[]>(
  times: number,
  work: (...args: A) => Promise<void>,
) => {
  let left = times;
  return (...args: A): Promise<void> => {
    left -= 1;
    return left >= 0 ? Promise.reject(new Error('no')) : work(...args);
  };
};
