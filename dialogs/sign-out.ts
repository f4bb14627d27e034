import { unlink } from '../services/identity/unlink.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { readState } from './main-state.ts';
import { jobs } from './menu.ts';
import type { Talk } from './talk.ts';

type Draft = Record<string, never>;

/** Whoever has no account here gives it up: asked first, since what is open is lost with it. */
export const signOut: Flow<Draft> = {
  name: 'sign-out',
  version: 1,
  start: () => ({}),
  first: 'ask',
  steps: { ask: { enter: ask, take: answer, hint: 'signin.out_hint' } },
};

function ask(draft: Draft, scene: Scene): Next<Draft> {
  if (!scene.buyer) return { do: 'end', say: [said(scene, 'signin.nobody')] };
  // The web chat is the buyer's as long as the shop's page is.
  if (!scene.linking) return { do: 'end', say: [said(scene, 'signin.out_at_shop')] };
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('signin.out_ask')],
      choices: [
        choice(scene, 'out', 'signin.out_yes', { tone: 'danger' }),
        choice(scene, 'stay', 'signin.out_no'),
      ],
    },
  };
}

async function answer(_draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'stay') return { do: 'end', say: [saying('signin.stayed')] };
  if (reply.id !== 'out') return { do: 'miss' };
  await unlink(scene.ctx, scene.conversationId);
  return { do: 'end', begin: { flow: 'signed-out' } };
}

const said = (scene: Scene, key: string) => ({ text: [phrase(key)], choices: jobs(scene) });

/** Whoever writes next may be somebody else: nothing of this conversation is kept, and the jobs are a visitor's. */
export async function signedOut(talk: Talk): Promise<void> {
  await talk.drop();
  Object.assign(talk.state, { ...readState({}), greeted: true });
  talk.forgets = true;
  const { buyer: _gone, ...scene } = talk.scene;
  talk.messages.splice(0, talk.messages.length, said(scene, 'signin.out_done'));
}
