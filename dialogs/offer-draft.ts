import { textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';

type Draft = { readonly target: string; readonly args: JsonArgs };

/** Asked when a form is begun again while a kept draft of it waits. */
export const offerDraft: Flow<Draft> = {
  name: 'offer-draft',
  version: 1,
  start: ({ target, ...args }) => ({
    target: textArg({ target: target ?? null }, 'target') ?? 'menu',
    args,
  }),
  first: 'ask',
  steps: { ask: { enter: ask, take: answer, hint: 'common.offer_hint' } },
};

function ask(draft: Draft, scene: Scene): Next<Draft> {
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('common.ask_resume')],
      choices: [
        choice(scene, 'resume', 'common.resume_draft', { tone: 'primary' }),
        choice(scene, 'fresh', 'common.start_new'),
      ],
    },
  };
}

function answer({ target, args }: Draft, reply: Reply): Next<Draft> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'resume') return { do: 'end', begin: { flow: 'resume-draft' } };
  const begin = { flow: 'discard-draft', args: { ...args, target } };
  return reply.id === 'fresh' ? { do: 'end', begin } : { do: 'miss' };
}
