import { textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';

type Draft = { readonly target: string; readonly args: JsonArgs };

/** Asked before a form with several answers is left; the main dialog has put the draft by already. */
export const keepDraft: Flow<Draft> = {
  name: 'keep-draft',
  version: 1,
  start: ({ target, ...args }) => ({
    target: textArg({ target: target ?? null }, 'target') ?? 'menu',
    args,
  }),
  first: 'ask',
  steps: { ask: { enter: ask, take: answer, hint: 'common.keep_hint' } },
};

function ask(draft: Draft, scene: Scene): Next<Draft> {
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('common.ask_keep')],
      choices: [
        choice(scene, 'keep', 'common.keep_draft', { tone: 'primary' }),
        choice(scene, 'discard', 'common.discard_draft'),
        choice(scene, 'resume', 'common.resume_draft'),
      ],
    },
  };
}

function answer({ target, args }: Draft, reply: Reply): Next<Draft> {
  const begin = { flow: target, args };
  switch (reply.kind === 'choice' ? reply.id : undefined) {
    case 'keep':
      return { do: 'end', say: [saying('common.draft_kept')], begin };
    case 'discard':
      return { do: 'end', begin: { flow: 'discard-draft', args: { ...args, target } } };
    case 'resume':
      return { do: 'end', begin: { flow: 'resume-draft' } };
    default:
      return { do: 'miss' };
  }
}
