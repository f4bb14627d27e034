import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';

const maxChars = 8_000;

/** What the agent has typed and not sent, one for each agent and case; '' removes it. No event: it is nobody else's. */
export const saveDraft = async (
  { store, tx, principal, now }: DeskContext,
  { handoffId, text }: { readonly handoffId: string; readonly text: string },
): Promise<DeskResult<undefined>> => {
  if (!(await store.desk.handoffs.find(tx, handoffId))) return refuseDesk('case_not_found');
  if (text.length > maxChars) return refuseDesk('text_too_long', { max: maxChars });
  await store.desk.papers.saveDraft(tx, principal.id, handoffId, text, now);
  return { ok: true, value: undefined };
};
