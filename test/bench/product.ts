import { WebSocket } from 'ws';
import { call } from './load.ts';

interface Chat {
  readonly id: string;
  readonly token: string;
  /** The turn that waits for its answer; one at a time for a conversation. */
  waiting: ((done: unknown) => void) | undefined;
  /** Says one after the other when two lanes meet in one conversation. */
  tail: Promise<void>;
}

/** Conversations through the product's own Direct Line: a message goes by HTTP, the answer comes by WebSocket. */
export async function startChats(
  base: string,
  secret: string,
  count: number,
  userOf: (n: number) => string = () => 'dl_emma',
) {
  const sockets: WebSocket[] = [];
  const chats = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const generated = JSON.parse(
        await call(
          `${base}/v3/directline/tokens/generate`,
          JSON.stringify({ user: { id: userOf(n) } }),
          {
            authorization: `Bearer ${secret}`,
          },
        ),
      );
      const authorization = { authorization: `Bearer ${generated.token}` };
      const started = JSON.parse(
        await call(`${base}/v3/directline/conversations`, '{}', authorization),
      );
      const chat: Chat = {
        id: started.conversationId,
        token: generated.token,
        waiting: undefined,
        tail: Promise.resolve(),
      };
      const socket = new WebSocket(started.streamUrl);
      sockets.push(socket);
      const welcomed = new Promise((resolve) => {
        chat.waiting = resolve;
      });
      socket.on('message', (frame) => answered(chat, frame.toString()));
      await welcomed;
      return chat;
    }),
  );
  const chatOf = (lane: number): Chat => {
    const chat = chats[lane % count];
    if (!chat) throw new Error('no such conversation');
    return chat;
  };
  return {
    /** Resolves when the bot's first answer to this message has arrived. */
    say(lane: number, text: string): Promise<void> {
      const chat = chatOf(lane);
      chat.tail = chat.tail.then(() => turn(base, chat, text));
      return chat.tail;
    },
    /** By lane. */
    ids: chats.map(({ id }) => id),
    /** Sends a message; resolves when it is stored. */
    tell: (lane: number, text: string) => post(base, chatOf(lane), text),
    /** Resolves at the next message that is not the buyer's own. */
    hears: (lane: number) =>
      new Promise((resolve) => {
        chatOf(lane).waiting = resolve;
      }),
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function answered(chat: Chat, frame: string): void {
  if (frame === '') return;
  const { activities } = JSON.parse(frame) as {
    activities: readonly { type: string; from: { role?: string } }[];
  };
  if (activities.some((a) => a.type === 'message' && a.from.role === 'bot'))
    chat.waiting?.(undefined);
}

async function turn(base: string, chat: Chat, text: string): Promise<void> {
  const reply = new Promise((resolve) => {
    chat.waiting = resolve;
  });
  await post(base, chat, text);
  await reply;
}

const post = (base: string, chat: Chat, text: string) =>
  call(
    `${base}/v3/directline/conversations/${chat.id}/activities`,
    JSON.stringify({ type: 'message', from: { id: 'bench' }, text }),
    { authorization: `Bearer ${chat.token}` },
  );
