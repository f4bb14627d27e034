import type { DeskEventKind, Handoff } from '../handoff-port.ts';
import type { Context, JsonObject } from '../ports.ts';

/** Last of a use case: from here to the commit no other transaction can write an event. */
export const tellDesk = async (
  { store, tx, now }: Pick<Context, 'store' | 'tx' | 'now'>,
  { id, conversationId }: Pick<Handoff, 'id' | 'conversationId'>,
  kind: DeskEventKind,
  by: string,
  body: JsonObject = {},
): Promise<void> => {
  await store.desk.log.append(tx, [{ at: now, kind, handoffId: id, conversationId, by, body }]);
};
