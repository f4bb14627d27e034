import { findDispute } from '../../services/disputes/find-dispute.ts';
import type { Message } from '../kit/message.ts';
import type { Scene } from '../kit/scene.ts';
import { phrase } from '../kit/values.ts';
import { stateText, statusMessage } from '../status-message.ts';

/** "Submit" was pressed once more: that it is sent, and how it stands now, without the whole card again. */
export async function sentBefore(said: Message, scene: Scene): Promise<Message | undefined> {
  const done = said.text.find(({ key }) => key === 'open.done');
  const disputeId = done?.data?.dispute;
  if (typeof disputeId !== 'string') return undefined;
  const found = await findDispute(scene.ctx, disputeId);
  if (!found.ok) return undefined;
  const { choices = [] } = statusMessage(found.value, scene);
  const sent = phrase('open.sent_before', { dispute: disputeId });
  return { text: [sent, ...stateText(found.value)], choices };
}
