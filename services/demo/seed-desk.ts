import { type Instant, instant } from '../domain/time.ts';
import { recordFeedback } from '../feedback/record-feedback.ts';
import { claim } from '../handoff/claim.ts';
import type { DeskContext, DeskResult } from '../handoff/desk-context.ts';
import { waitForBuyer } from '../handoff/put-aside.ts';
import { requestPerson } from '../handoff/request-person.ts';
import { sayAsAgent } from '../handoff/say-as-agent.ts';
import { sendNote } from '../handoff/send-note.ts';
import type { Context, Principal } from '../ports.ts';
import { auditDeed } from '../staff/audit.ts';
import { staffDirectory } from '../staff/staff-directory.ts';
import { misses, type Talk, talks } from './desk-talks.ts';
import type { DemoDeps } from './seed-demo.ts';
import { type Pictures, seedPictures } from './seed-pictures.ts';

const minute = 60_000;

/**
 * Conversations at the agents' desk: some wait, one is Agnes's, one waits for its buyer. By the desk's own use cases, with
 * a clock that stands in the past. Nothing where there is, or was, any case.
 */
export const seedDesk = async (
  deps: DemoDeps & { readonly pictures?: Pictures },
): Promise<void> => {
  if (await isSeeded(deps)) return;
  // Decoding holds no transaction, so these have their own; before the cases, which say that all is there.
  if (deps.pictures) await seedPictures({ ...deps, ...deps.pictures });
  await seedTalks(deps);
};

const isSeeded = ({ store }: DemoDeps): Promise<boolean> =>
  store.run(async (tx) => (await store.desk.log.lastNo(tx)) > 0);

const seedTalks = ({ store, rulebooks, ids, clock }: DemoDeps): Promise<void> =>
  store.run(async (tx) => {
    if ((await store.desk.log.lastNo(tx)) > 0) return;
    const now = clock.now();
    const ctx: Context = { tx, store, rulebooks, ids, now, principal: { kind: 'visitor' } };
    for (const talk of talks.toSorted((a, b) => b.age - a.age)) await tell(ctx, talk);
    await store.notices.dropDue(tx, now);
  });

const tell = async (ctx: Context, talk: Talk): Promise<void> => {
  const at = instant(ctx.now - talk.age * minute);
  const conversationId = await talkOf(ctx, talk, at);
  const { buyerId, reason, wish, goal, step, orderId, risk } = talk;
  const principal: Principal =
    buyerId === undefined ? ctx.principal : { kind: 'buyer', id: buyerId };
  const then = { ...ctx, principal, now: at, conversationId };
  const disputeId = orderId && (await ctx.store.disputes.ofOrder(ctx.tx, orderId))[0]?.id;
  const { handoff } = await requestPerson(then, {
    ...{ conversationId, reason, wish },
    capsule: {
      ...{ slots: talk.slots ?? {}, misses: talk.misses ?? 0 },
      ...(goal !== undefined && { goal }),
      ...(step !== undefined && { step }),
      ...(risk !== undefined && { risk }),
    },
    ...(orderId !== undefined && { orderId }),
    ...(disputeId !== undefined && disputeId !== '' && { disputeId }),
  });
  if (talk.misses) await tellMisses(then);
  if (talk.agent) await answer(ctx, handoff.id, { ...talk, agent: talk.agent }, at);
};

/** What was said before, a minute a line. */
const talkOf = async (
  { store, tx, ids }: Context,
  { buyerId, lines }: Talk,
  at: Instant,
): Promise<string> => {
  const id = ids.next('conversation');
  const before = (lines.length - 1) * minute;
  await store.conversations.create(tx, {
    ...{ id, channel: 'directline', userId: `dl_demo_${buyerId ?? 'visitor'}`, locale: 'en' },
    ...(buyerId !== undefined && { buyerId }),
    startedAt: instant(at - before),
  });
  for (const [index, [from, text]] of lines.entries())
    await store.conversations.append(
      tx,
      id,
      [
        {
          id: ids.next('activity'),
          from,
          activity: { type: 'message', text, textFormat: 'plain' },
        },
      ],
      instant(at - before + index * minute),
    );
  return id;
};

const answer = async (
  ctx: Context,
  handoffId: string,
  { agent, note }: Talk & { readonly agent: NonNullable<Talk['agent']> },
  at: Instant,
): Promise<void> => {
  const as = (id: string, minutes: number): DeskContext =>
    deskContext({ ...ctx, now: instant(at + minutes * minute) }, id);
  done(await claim(as(agent.id, 2), { handoffId }));
  if (note) done(await sendNote(as(note.by, 3), { handoffId, text: note.text }));
  done(await sayAsAgent(as(agent.id, 4), { handoffId, text: agent.says }));
  if (agent.id !== 'agnes') done(await waitForBuyer(as(agent.id, 4), { handoffId }));
};

/** How the web chat shows what an agent types; the demo speaks nowhere else. */
const deskContext = (ctx: Context, id: string): DeskContext => {
  const principal = { kind: 'staff', id, role: 'agent' } as const;
  const { tx, store, now } = ctx;
  return {
    ...{ ...ctx, principal, staff: staffDirectory(store) },
    voice: {
      typed: (_conversation, { text, agent }) => [
        {
          ...{ type: 'message', text, textFormat: 'plain' },
          from: { id: 'agent', name: agent, role: 'bot' },
          channelData: { sender: 'agent', name: agent },
        },
      ],
      line: (_tx, _conversation, { agent }) => {
        const text = `${agent} from our team is here now and answers you.`;
        return Promise.resolve([{ type: 'message', text, textFormat: 'plain' }]);
      },
      picture: () => undefined,
      isPushed: () => false,
    },
    audit: (deed) => auditDeed(tx, store, { at: now, by: principal, deed }),
  };
};

/** A demo that breaks a rule is a fault of the demo. */
const done = (result: DeskResult<unknown>): void => {
  if (!result.ok) throw new Error(`The demo's desk: ${result.refusals.map(({ code }) => code)}`);
};

const tellMisses = async (ctx: Context): Promise<void> => {
  for (const { times, ...said } of misses)
    for (let time = 0; time < times; time += 1)
      await recordFeedback(ctx, {
        ...{ ...said, kind: 'missed', followed: 'left', names: '' },
        band: said.guesses.length > 0 ? 'ask' : 'out',
      });
};
