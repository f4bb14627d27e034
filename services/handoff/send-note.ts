import type { Note } from '../handoff-port.ts';
import { caseOf } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { type OnCase, onCase } from './on-case.ts';
import { textRefusal } from './say-as-agent.ts';

/** For colleagues alone; everybody of the staff may leave one on every case, also on one that is over. */
export const sendNote = (
  ctx: DeskContext,
  wish: OnCase & { readonly text: string },
): Promise<DeskResult<Note>> =>
  onCase(ctx, wish, async ({ handoff }) => {
    const refused = textRefusal(wish.text);
    if (refused) return refused;
    const note: Note = {
      id: ctx.ids.next('note'),
      handoffId: handoff.id,
      by: ctx.principal.id,
      at: ctx.now,
      text: wish.text.trim(),
    };
    await ctx.store.desk.papers.addNote(ctx.tx, note);
    await ctx.audit({ what: 'handoff.note', ...caseOf(handoff) });
    await tellDesk(ctx, handoff, 'note', ctx.principal.id, { noteId: note.id });
    return { ok: true, value: note };
  });
