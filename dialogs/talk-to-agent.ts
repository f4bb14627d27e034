import { textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { hasLetter } from './kit/words.ts';

type Draft = { readonly why: string };

/** Asks for a person, with one optional note. Until the agents' desk exists, the chat itself is the contact form. */
export const talkToAgent: Flow<Draft> = {
  name: 'talk-to-agent',
  version: 1,
  start: (args) => ({ why: textArg(args, 'why') ?? 'asked' }),
  first: 'note',
  steps: { note: { enter: askNote, take: takeNote, hint: 'person.note_hint', freeText: true } },
};

function askNote(draft: Draft, scene: Scene): Next<Draft> {
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('person.ask_note')],
      choices: [choice(scene, 'skip', 'person.skip')],
    },
  };
}

function takeNote(draft: Draft, reply: Reply, scene: Scene): Next<Draft> {
  const skipped = reply.kind === 'choice' && reply.id === 'skip';
  if (!skipped && (reply.kind === 'choice' || !hasLetter(reply.text))) return { do: 'miss' };
  return { do: 'hand_off', why: draft.why, say: [saying(handOffWords(scene))] };
}

/** Said once for every hand off: what was noted, what happens next, what to do meanwhile. */
export const handOffWords = ({ buyer }: Scene): string =>
  buyer ? 'person.noted' : 'person.noted_visitor';
