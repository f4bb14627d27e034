import { conversationIdOf } from '../../../bot/adapters/cloud-conversation.ts';
import type { App } from '../../../index.ts';
import type { JsonObject, StoredMessage } from '../../../services/ports.ts';
import { saidIn } from '../../support/said-in.ts';

/** A chat of a signed-in buyer by SMS, where no file can be sent; the connector alone is left out. */
export interface SmsChat {
  readonly id: string;
  /** What the bot answers, each with the addresses of its buttons. */
  say(text: string, more?: JsonObject): Promise<readonly string[]>;
  /** What the bot said since the buyer heard it last. */
  news(): Promise<readonly string[]>;
  messages(): Promise<readonly StoredMessage[]>;
}

/** `newPlace` changes where the buyer's chat is: another channel, another person. */
export async function smsChat(
  app: App,
  buyerId: string | undefined,
  channel = 'sms',
): Promise<SmsChat> {
  const { store, engine } = app;
  const id = conversationIdOf({ channelId: channel, conversation: { id: crypto.randomUUID() } });
  const messages = () => store.run((tx) => store.conversations.messagesAfter(tx, id, 0, 1_000));
  let heard = 0;
  const news = async () => {
    await engine.worker.idle();
    const all = await messages();
    const fresh = all.filter(({ seq, from }) => seq > heard && from === 'bot');
    heard = all.at(-1)?.seq ?? heard;
    return fresh.map(({ activity }) => saidIn(activity));
  };
  const [order] = buyerId ? await store.run((tx) => store.orders.listOf(tx, buyerId)) : [];
  await store.run((tx) =>
    store.conversations.create(tx, {
      ...{ id, channel, userId: '+15550100', locale: 'en' },
      ...(buyerId ? { buyerId } : {}),
      startedAt: order?.placedAt ?? (0 as NonNullable<typeof order>['placedAt']),
    }),
  );
  return {
    ...{ id, news, messages },
    async say(text, more = {}) {
      const activity = { type: 'message', text, ...more };
      await engine.inbox.accept({ conversationId: id, activity, echo: activity });
      return news();
    },
  };
}

/** The address of an upload page in what the bot said. */
export function linkIn(said: readonly string[]): string {
  const found = said
    .join('\n')
    .match(/https?:\/\/\S+\/evidence\/[\w.%-]+/g)
    ?.at(-1);
  if (!found) throw new Error(`no link in: ${said.join(' | ')}`);
  return found;
}
