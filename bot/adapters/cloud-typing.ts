import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Conversation } from '../../services/ports.ts';
import { capabilitiesOf, ownChannels } from '../channels/capabilities.ts';
import type { News } from '../outbox-news.ts';
import { BOT } from '../turn-speak.ts';
import type { Cloud } from './cloud.ts';
import type { Pace } from './cloud-pace.ts';
import type { Replies } from './cloud-replies.ts';

/** A sign that hangs longer is overtaken by the words after all. */
const LONGEST_MS = 1_000;

export interface TypingSender {
  /** Resolves when no sign is on its way to the conversation. */
  quiet(conversationId: string): Promise<unknown>;
}

/** Shows on the channels that can that the bot works on an answer. A sign that fails is as if there were none. */
export function sendTyping(deps: {
  readonly news: Pick<News, 'followBusy'>;
  readonly log: Logger;
  readonly cloud: Cloud;
  readonly replies: Replies;
  readonly pace: Pace;
}): TypingSender {
  const onTheirWay = new Map<string, Promise<unknown>>();

  const send = async ({ id, reference }: Conversation): Promise<void> => {
    if (!reference || deps.replies.isOpen(id) || deps.pace.take(reference) > 0) return;
    await deps.cloud
      .send(reference, [{ type: 'typing', from: BOT }])
      .catch((error: unknown) => deps.log.debug({ err: error }, 'a typing sign was not sent'));
  };
  deps.news.followBusy((conversation) => {
    const { id, channel } = conversation;
    if (ownChannels.has(channel) || !capabilitiesOf(channel).typing || onTheirWay.has(id)) return;
    onTheirWay.set(
      id,
      send(conversation).finally(() => onTheirWay.delete(id)),
    );
  });
  return {
    quiet: (id) => Promise.race([onTheirWay.get(id), onTheirWay.has(id) && pause(LONGEST_MS)]),
  };
}
