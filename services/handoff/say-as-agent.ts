import { contentHash } from '../domain/content-hash.ts';
import { plusHours } from '../domain/time.ts';
import type { Handoff, HandoffChange } from '../handoff-port.ts';
import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { readDeskSettings } from './desk-settings.ts';
import { changeCase, notTheirs, type OnCase, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { speakForDesk } from './speak-for-desk.ts';

/** The smallest limit of the channels that carry long texts; the voice splits what a channel takes less of. */
const maxChars = 4_000;

/** The agent's words to the buyer. With a `key` they are said once, however often a bad line sends them. */
export const sayAsAgent = (
  ctx: DeskContext,
  wish: OnCase & { readonly text: string; readonly key?: string },
): Promise<DeskResult<{ readonly seq: number }>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = (await notTheirs(ctx, handoff)) ?? textRefusal(wish.text);
    if (refused) return refused;
    const before = wish.key === undefined ? undefined : await saidBefore(ctx, wish.key, wish.text);
    if (before !== undefined) return { ok: true, value: { seq: before } };
    const { id: agentId } = ctx.principal;
    const agent = await ctx.staff.nameOf(ctx.tx, agentId);
    const activities = ctx.voice.typed(conversation, { text: wish.text.trim(), agent });
    const first = conversation.lastSeq + 1;
    await ctx.audit({ what: 'handoff.say', ...caseOf(handoff), facts: { seq: first } });
    const said = await speakForDesk(ctx, conversation, 'agent', activities);
    const seq = said.at(-1)?.seq ?? conversation.lastSeq;
    if (wish.key !== undefined) await keepSaid(ctx, wish.key, seq);
    await noteAnswer(ctx, handoff);
    await ctx.store.desk.papers.saveDraft(ctx.tx, agentId, handoff.id, '', ctx.now);
    return { ok: true, value: { seq } };
  });

export const textRefusal = (text: string) => {
  if (text.trim() === '') return refuseDesk('empty_text');
  return text.length > maxChars ? refuseDesk('text_too_long', { max: maxChars }) : undefined;
};

/** The buyer has the next word; the case is over if none comes for long. One that was put aside is at hand again. */
export const noteAnswer = async (ctx: DeskContext, handoff: Handoff): Promise<void> => {
  const { buyerSilentHours } = await readDeskSettings(ctx);
  const change: HandoffChange = {
    lastAgentAt: ctx.now,
    firstAnswerAt: handoff.firstAnswerAt ?? ctx.now,
    wakeAt: plusHours(ctx.now, buyerSilentHours),
  };
  if (handoff.state === 'claimed') await ctx.store.desk.handoffs.touch(ctx.tx, handoff.id, change);
  else await changeCase(ctx, handoff, { ...change, state: 'claimed' });
};

const clientOf = ({ principal }: DeskContext): string => `desk:${principal.id}`;

const saidBefore = async (
  ctx: DeskContext,
  key: string,
  text: string,
): Promise<number | undefined> => {
  const request = contentHash(text);
  const taken = { client: clientOf(ctx), key, request, at: ctx.now };
  const kept = await ctx.store.idempotency.claim(ctx.tx, taken);
  return kept && Number(kept.answer.body.seq);
};

const keepSaid = (ctx: DeskContext, key: string, seq: number): Promise<void> =>
  ctx.store.idempotency.keep(
    ctx.tx,
    { client: clientOf(ctx), key },
    { status: 200, body: { seq } },
  );
