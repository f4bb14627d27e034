import { withoutLeads } from './interruptions.ts';
import type { Frame } from './kit/flow.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, mentionsOneOf, wordsOf } from './kit/words.ts';
import { repair } from './repair.ts';
import type { Talk } from './talk.ts';

/**
 * "Submit it" at the summary names the act itself and is as good as its button (R14); "yes" names nothing. Where such
 * words led to the question ("submit" at the photos, "cancel my dispute" sent twice), the buyer may not have read it
 * yet: then they are asked about once.
 */
export async function confirmed(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { moves, named } = talk.hintOf(frame);
  const [id] = moves ?? [];
  // "Send it?" asks.
  if (named === undefined || id === undefined || /[?¿؟]/.test(text)) return false;
  const words = wordsOf(talk.scene, named);
  if (!isOneOf(text, words) && !words.includes(withoutLeads(text, talk.scene))) return false;
  if (frame.misses === 0 && mentionsOneOf(talk.heardBefore, words)) {
    await repair(talk, phrase('repair.unclear'));
    return true;
  }
  return talk.take({ kind: 'choice', id });
}
