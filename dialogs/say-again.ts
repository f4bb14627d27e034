import { ledBy } from './kit/choices.ts';
import type { Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import { withPerson } from './menu.ts';
import { reworded } from './repair.ts';
import type { Talk } from './talk.ts';

/**
 * What would be word for word what was said in the turn before is said with another beginning each time, and with a
 * person beside it: nobody is left alone with a bot that repeats itself.
 */
export function neverTheSame(talk: Talk, incoming: Incoming): void {
  if (['joined', 'notice', 'desk'].includes(incoming.kind)) return;
  const { feedback } = talk.state;
  const said = fingerprint(talk);
  const [first, ...others] = talk.messages;
  const isSame = first !== undefined && said === feedback.said;
  feedback.said = said;
  if (!isSame) return;
  talk.messages.splice(
    0,
    talk.messages.length,
    ledBy([reworded(talk, 'main.same_again')], first),
    ...others,
  );
  const last = talk.messages.pop();
  if (last) talk.say(withPerson(last, talk.scene));
}

/**
 * FNV-1a over the phrases, facts and rows, and what the open question is for. Buttons are left out: the same words with
 * others are the same words.
 */
function fingerprint(talk: Talk): number {
  const words = talk.messages.map(({ choices: _choices, ...said }: Message) => said);
  const said = JSON.stringify([words, talk.active()?.draft ?? null]);
  let hash = 0x811c9dc5;
  for (let n = 0; n < said.length; n += 1) hash = Math.imul(hash ^ said.charCodeAt(n), 0x01000193);
  return hash >>> 0;
}
