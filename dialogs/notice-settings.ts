import { setNotices } from '../services/notifications/set-notices.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';

type Draft = Record<string, never>;

const settingFlow = (name: string, show: (scene: Scene) => Promise<Next<Draft>>): Flow<Draft> => ({
  name,
  version: 1,
  needsBuyer: true,
  start: () => ({}),
  first: 'set',
  steps: { set: { enter: (_draft, scene) => show(scene) } },
});

/** The buyer wants to be told nothing unasked. */
export const noticesOff = settingFlow('notices-off', async (scene) => {
  await setNotices(scene.ctx, false);
  return said(scene, 'notice.is_off', 'notice.turn_on', 'notices-on');
});

export const noticesOn = settingFlow('notices-on', async (scene) => {
  await setNotices(scene.ctx, true);
  return said(scene, 'notice.is_on', 'notice.turn_off', 'notices-off');
});

/** What is so now, and the way back. */
const said = (scene: Scene, key: string, other: string, flow: string): Next<Draft> => ({
  do: 'end',
  say: [
    {
      text: [phrase(key)],
      choices: [
        beginning(scene, other, flow),
        beginning(scene, 'common.see_dispute', 'dispute-status'),
      ],
    },
  ],
});
