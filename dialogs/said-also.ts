import type { Situation, Understood } from '../knowledge/knowledge.ts';
import { readPart } from '../knowledge/read-part.ts';
import type { Scene } from './kit/scene.ts';
import { wordsOf } from './kit/words.ts';

/** What stands behind "also", "another thing" and the like is a wish of its own, if it is clear when read alone. */
export function withSaidAlso(
  understood: Understood,
  text: string,
  scene: Scene,
  situation: Situation | undefined,
): Understood {
  if (understood.also || understood.intents.length === 0) return understood;
  const behind = behindAlso(text, scene);
  if (behind === undefined) return understood;
  const { band, intents } = scene.knowledge.understand(behind, situation);
  const [wish, next] = intents;
  if (!wish || wish.label === understood.intents[0]?.label || band === 'out') return understood;
  const isAlone = wish.score >= timesTheNext * (next?.score ?? 0);
  return band === 'answer' || isAlone ? { ...understood, also: [wish] } : understood;
}

/** So much likelier than the next meaning that there is no other one to ask about. */
const timesTheNext = 3;

/** Both sides of the word ask for something, so neither is short. */
const fewestChars = 8;

function behindAlso(text: string, scene: Scene): string | undefined {
  const words = wordsOf(scene, 'main.also_words').join('|');
  const read = readPart(text);
  const found = new RegExp(`(?:^|[\\s,.;!?])(?:${words})[\\s,:]+`, 'iu').exec(read);
  if (!found || found.index < fewestChars) return undefined;
  const behind = read.slice(found.index + found[0].length).trim();
  return behind.length < fewestChars ? undefined : behind;
}
