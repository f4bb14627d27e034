import type { Situation, Understood } from '../knowledge/knowledge.ts';
import { readPart } from '../knowledge/read-part.ts';
import type { Scene } from './kit/scene.ts';
import { wordsOf } from './kit/words.ts';
import { tellsProblem } from './told.ts';

/** What stands behind "also", "another thing" and the like is a wish of its own, if it is clear when read alone. */
export function withSaidAlso(
  understood: Understood,
  text: string,
  /** The same without the titles of the buyer's things. */
  neutral: string,
  scene: Scene,
  situation: Situation | undefined,
): Understood {
  if (understood.also) return understood;
  const several = understood.band === 'answer' ? [] : wishesByClause(neutral, scene, situation);
  const [first, ...others] = several;
  if (first && others.length > 0)
    return { ...understood, band: 'answer', intents: [first], also: others };
  if (understood.intents.length === 0) return understood;
  const behind = behindAlso(text, scene);
  if (behind === undefined) return understood;
  const { band, intents } = scene.knowledge.understand(behind, situation);
  const [wish, next] = intents;
  if (!wish || wish.label === understood.intents[0]?.label || band === 'out') return understood;
  const isAlone = wish.score >= timesTheNext * (next?.score ?? 0);
  return band === 'answer' || isAlone ? { ...understood, also: [wish] } : understood;
}

/** A longer text is a story: what it tells is no wish. */
const mostWords = 45;
const fewestWords = 3;
/** Two answers and a button are what a turn takes. */
const mostWishes = 3;

/** Not clear as a whole, because it asks for several things: each part that is clear when read alone. */
function wishesByClause(
  text: string,
  scene: Scene,
  situation: Situation | undefined,
): Understood['intents'] {
  // Who tells a problem wants it undone: that is one wish.
  if (tellsProblem(text, scene) || text.split(/\s+/).length > mostWords) return [];
  const joints = wordsOf(scene, 'main.clause_words').join('|');
  const parts = text
    .split(new RegExp(`[.!?:;,\\n]+(?:\\s*(?:${joints})\\s)?|\\s(?:${joints})\\s`, 'iu'))
    .filter((part) => part.trim().split(/\s+/).length >= fewestWords);
  const wishes = parts.flatMap((part) => {
    const { band, intents } = scene.knowledge.understand(part, situation);
    const [best] = band === 'answer' ? intents : [];
    return best && scene.knowledge.has(`main.mean_${best.label}`) ? [best] : [];
  });
  const labels = [...new Set(wishes.map(({ label }) => label))];
  return labels
    .slice(0, mostWishes)
    .flatMap((label) => wishes.find((wish) => wish.label === label) ?? []);
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
