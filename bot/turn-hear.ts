import type { Incoming, ReceivedFile } from '../dialogs/kit/reply.ts';
import type { Upload } from '../services/evidence-port.ts';
import type { BotTells } from '../services/handoff/tell-by-bot.ts';
import type { Conversation, JsonObject, Tx } from '../services/ports.ts';
import { readAction } from './channels/action-token.ts';
import { readReply } from './channels/read-reply.ts';
import { hasWindow } from './channels/window.ts';
import { hearNotice, noticeIdIn } from './notice-turn.ts';
import type { TurnDeps } from './turn-deps.ts';
import type { TalkState } from './turn-state.ts';

/** What the stored activity means now; undefined for what needs no answer (an event). */
export async function hear(
  deps: TurnDeps,
  tx: Tx,
  activity: JsonObject,
  conversation: Conversation,
  state: TalkState,
): Promise<Incoming | undefined> {
  const noticeId = noticeIdIn(activity);
  if (noticeId !== undefined) return hearNotice(deps, tx, noticeId, conversation);
  const told = toldByDesk(activity);
  if (told) return told;
  if (activity.type !== 'message' && activity.type !== 'conversationUpdate') return undefined;
  // Where a channel's window was closed, news waited for the buyer to write.
  if (activity.type === 'conversationUpdate' || hasWindow(conversation.channel))
    await wakeNotices(deps, tx, conversation);
  return readReply(activity, {
    open: state.prompt,
    closed: state.closed,
    files: await filesOf(deps, tx, activity, conversation),
    failed: failedIn(activity),
    verify: (action) => readAction(deps.actionKey, conversation.id, action),
  });
}

/** The desk's own row (tell-by-bot.ts): its shape is ours. */
function toldByDesk({ type, what, handoffId, agent }: JsonObject): Incoming | undefined {
  if (type !== 'desk') return undefined;
  return {
    ...{ kind: 'desk', what: what as BotTells, handoffId: String(handoffId) },
    ...(typeof agent === 'string' && { agent }),
  };
}

/** What was kept for a buyer without a conversation follows the greeting. */
async function wakeNotices(deps: TurnDeps, tx: Tx, { buyerId }: Conversation): Promise<void> {
  if (!buyerId) return;
  await deps.store.notices.wake(tx, buyerId, deps.clock.now());
  await deps.store.sellerMessages.wake(tx, buyerId, deps.clock.now());
}

/** Files of the activity that a channel's host did not give us (cloud-attachments.ts). */
export const failedIn = ({ failedFiles }: JsonObject): number =>
  typeof failedFiles === 'number' ? failedFiles : 0;

/** The uploads that the activity lists, in its order. The upload route has inspected and stored them before. */
async function filesOf(
  deps: TurnDeps,
  tx: Tx,
  activity: JsonObject,
  conversation: Conversation,
): Promise<readonly ReceivedFile[]> {
  const ids = Array.isArray(activity.uploads) ? activity.uploads : [];
  if (ids.length === 0) return [];
  const all = await deps.store.uploads.ofConversation(tx, conversation.id);
  const byId = new Map<unknown, Upload>(all.map((upload) => [upload.id, upload]));
  return ids.flatMap((id) => {
    const upload = byId.get(id);
    return upload ? [receivedFile(upload, byId.get(upload.smallerId))] : [];
  });
}

function receivedFile(upload: Upload, smaller: Upload | undefined): ReceivedFile {
  const { id, name, bytes, contentType, sha256, verdict } = upload;
  return {
    ...{ id, name, bytes, contentType, sha256, verdict },
    ...(smaller
      ? { smaller: { id: smaller.id, bytes: smaller.bytes, sha256: smaller.sha256 } }
      : {}),
  };
}
