import type { Understood } from '../knowledge/knowledge.ts';
import { factsIn, type Meaning } from './intents.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';

/** Jobs by the phrase with the words that can mean nothing else in a sentence, however sure the understanding is. */
const saidBy: Readonly<Record<string, { readonly flow: string; readonly args?: JsonArgs }>> = {
  'compare.said_words': { flow: 'compare-remedies' },
  'history.said_words': { flow: 'dispute-history' },
  'received.said_words': { flow: 'show-article', args: { label: 'faq_received_after_refund' } },
};

/** What a sentence asks for by such words, with the facts that it gives. */
export function jobSaid(text: string, understood: Understood, scene: Scene): Meaning | undefined {
  const says = (name: string) => mentionsOneOf(text, wordsOf(scene, name));
  const key = Object.keys(saidBy).find(says);
  // The money is back and the thing is there, in whatever story.
  const isBoth = says('main.money_had_words') && says('received.there_words');
  const job = saidBy[isBoth ? 'received.said_words' : (key ?? '')];
  if (!job) return undefined;
  return {
    kind: 'flow',
    flow: job.flow,
    args: { ...factsIn(text, understood, scene), ...job.args },
  };
}
