import type { Upload } from '../evidence-port.ts';
import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { notTheirs, type OnCase, onCase } from './on-case.ts';
import { refuseDesk } from './refuse-desk.ts';
import { noteAnswer } from './say-as-agent.ts';
import { speakForDesk } from './speak-for-desk.ts';

/** Whether the agent may send a picture now, asked before one is decoded. Answers in which conversation. */
export const mayPicture = (
  ctx: DeskContext,
  wish: OnCase,
): Promise<DeskResult<{ readonly conversationId: string }>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const nothing = { uploadId: '', name: '', contentType: '', agent: '' };
    if (!ctx.voice.picture(conversation, nothing)) return refuseDesk('no_pictures');
    return { ok: true, value: { conversationId: conversation.id } };
  });

/** The agent's picture to the buyer: an upload of this chat that was inspected and encoded anew, as a buyer's is. */
export const sendPicture = (
  ctx: DeskContext,
  wish: OnCase & { readonly upload: Pick<Upload, 'id'> },
): Promise<DeskResult<{ readonly seq: number }>> =>
  onCase(ctx, wish, async ({ handoff, conversation }) => {
    const refused = await notTheirs(ctx, handoff);
    if (refused) return refused;
    const all = await ctx.store.uploads.ofConversation(ctx.tx, conversation.id);
    const upload = all.find(({ id }) => id === wish.upload.id);
    if (!upload?.fromAgent || upload.verdict !== 'accepted') return refuseDesk('file_not_found');
    const { id: uploadId, name, contentType } = upload;
    const agent = await ctx.staff.nameOf(ctx.tx, ctx.principal.id);
    const shown = ctx.voice.picture(conversation, { uploadId, name, contentType, agent });
    if (!shown) return refuseDesk('no_pictures');
    await ctx.audit({ what: 'handoff.picture', ...caseOf(handoff), facts: { file: uploadId } });
    const [said] = await speakForDesk(ctx, conversation, 'agent', [shown]);
    await noteAnswer(ctx, handoff);
    return { ok: true, value: { seq: said?.seq ?? conversation.lastSeq } };
  });
