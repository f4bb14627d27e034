import { textArg } from './kit/args.ts';
import type { Flow } from './kit/flow.ts';

type Draft = { readonly why: string };

/** Asks nothing: `askPerson` puts the conversation into the queue and says where it stands. */
export const talkToAgent: Flow<Draft> = {
  name: 'talk-to-agent',
  version: 2,
  start: (args) => ({ why: textArg(args, 'why') ?? 'asked' }),
  first: 'ask',
  steps: { ask: { enter: ({ why }) => ({ do: 'hand_off', why }) } },
};
