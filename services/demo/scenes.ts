import type { Scene } from './scene.ts';
import { aikoScenes } from './scenes/aiko.ts';
import { emmaScenes } from './scenes/emma.ts';
import { ivanScenes } from './scenes/ivan.ts';
import { jonasScenes } from './scenes/jonas.ts';
import { martaScenes } from './scenes/marta.ts';
import { pauloScenes } from './scenes/paulo.ts';
import { sarahScenes } from './scenes/sarah.ts';

/** The demo marketplace: every verdict of the rules at least once. The buyers in the order of the shop page. */
export const scenes: readonly Scene[] = [
  ...emmaScenes,
  ...martaScenes,
  ...ivanScenes,
  ...sarahScenes,
  ...jonasScenes,
  ...pauloScenes,
  ...aikoScenes,
];
