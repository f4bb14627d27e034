import { liveElsewhere } from '../services/handoff/follow-buyer.ts';
import { isOwned } from '../services/handoff/states.ts';
import { beginning } from './kit/choices.ts';
import type { Message } from './kit/message.ts';
import { phrase } from './kit/values.ts';
import type { Talk } from './talk.ts';

/** Whoever comes on another device and waits for a person, or talks with one, is told so, and can go on here. */
export async function sayWherePersonIs({ scene, messages }: Talk): Promise<void> {
  const last = messages.pop();
  if (!last) return;
  const there = await liveElsewhere(scene.ctx, scene.conversationId);
  messages.push(there ? withPersonThere(last, phrase(wordsOf(isOwned(there)))) : last);

  function withPersonThere(message: Message, words: Message['text'][number]): Message {
    return {
      ...message,
      // Before the question, which is the last of them.
      text: [...message.text.slice(0, -1), words, ...message.text.slice(-1)],
      choices: [
        beginning(scene, 'person.go_on_here', 'talk-to-agent'),
        ...(message.choices ?? []).filter(({ begins }) => begins?.flow !== 'talk-to-agent'),
      ],
    };
  }
}

const wordsOf = (isThere: boolean): string =>
  isThere ? 'person.elsewhere_there' : 'person.elsewhere_asked';
