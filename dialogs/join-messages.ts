import type { Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';

/** A bubble has at most this many characters, a turn at most this many bubbles (R31). */
const maxChars = 300;
const maxMessages = 2;

/** A short remark goes into the bubble that follows it, so that a turn is one bubble where it can be. */
export function joinMessages(messages: readonly Message[], scene: Scene): readonly Message[] {
  const answers = withTails(messages, scene);
  const joined: Message[] = [];
  let tooMany = answers.length - maxMessages;
  for (const message of answers) {
    const last = joined.at(-1);
    const both = last && { ...message, text: [...last.text, ...message.text] };
    if (both && isBare(last) && (tooMany > 0 || (!message.heading && fits(both, scene)))) {
      joined[joined.length - 1] = both;
      tooMany -= 1;
    } else joined.push(message);
  }
  return joined;
}

/**
 * Where there are too many, what goes on about the same thing is joined to it first: then a remark about
 * something else need not stand below its heading.
 */
function withTails(messages: readonly Message[], scene: Scene): readonly Message[] {
  const kept: Message[] = [];
  let tooMany = messages.length - maxMessages;
  for (const message of messages) {
    const last = kept.at(-1);
    const both = last && { ...last, ...message, text: [...last.text, ...message.text] };
    if (both && last.heading && tooMany > 0 && isTail(message) && fits(both, scene)) {
      kept[kept.length - 1] = both;
      tooMany -= 1;
    } else kept.push(message);
  }
  return kept;
}

/** Paragraphs, and what may be done next. */
const isTail = (message: Message): boolean =>
  Object.entries(message).every(
    ([part, value]) =>
      ['text', 'choices', 'source', 'answers'].includes(part) || value === undefined,
  );

/** Paragraphs and nothing else. */
const isBare = (message: Message): boolean =>
  Object.entries(message).every(([part, value]) => part === 'text' || value === undefined);

const fits = ({ text }: Message, { knowledge, listener }: Scene): boolean =>
  text.map((phrase) => knowledge.say(phrase, listener, 'plain')).join(' ').length <= maxChars;
