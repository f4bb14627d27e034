import type { Scene } from './kit/scene.ts';
import { plain, wordsOf } from './kit/words.ts';

/** It ends like a question, or begins like one: "hm, how long does it take". */
export function isQuestion(text: string, scene: Scene): boolean {
  if (text.trim().endsWith('?')) return true;
  const leads = wordsOf(scene, 'main.question_leads');
  const first = plain(text)
    .split(' ')
    .find((word) => !leads.includes(word));
  return first !== undefined && wordsOf(scene, 'main.question_words').includes(first);
}
