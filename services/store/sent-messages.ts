import type { SentMessage, SentMessages } from '../sent-messages-port.ts';
import { insert, row } from './sql.ts';

interface Stored {
  readonly conversation_id: string;
  readonly seq: number;
  readonly prompt_id: string;
  readonly activity_id: string | null;
}

const sentMessage = (found: Stored): SentMessage => ({
  conversationId: found.conversation_id,
  seq: found.seq,
  promptId: found.prompt_id,
  ...(found.activity_id === null ? {} : { activityId: found.activity_id }),
});

const add: SentMessages['add'] = async (tx, sent, at) => {
  const { conversationId, seq, promptId, activityId } = sent;
  await insert(
    tx,
    'sent_messages',
    [{ conversation_id: conversationId, seq, prompt_id: promptId, activity_id: activityId, at }],
    `on conflict (conversation_id, seq) do update
       set activity_id = excluded.activity_id, at = excluded.at`,
  );
};

const ofPrompt: SentMessages['ofPrompt'] = async (tx, conversationId, promptId) => {
  const found = await row<Stored>(
    tx,
    `select conversation_id, seq, prompt_id, activity_id from sent_messages
      where conversation_id = ? and prompt_id = ? order by seq desc limit 1`,
    [conversationId, promptId],
  );
  return found && sentMessage(found);
};

export const sentMessages: SentMessages = { add, ofPrompt };
