import type { Phrase } from '../knowledge/phrase.ts';
import { standing } from '../services/handoff/standing.ts';
import { meaningOf } from './intents.ts';
import type { Reply } from './kit/reply.ts';
import { phrase } from './kit/values.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';
import type { Talk } from './talk.ts';

/** The most serious first. */
const kinds = ['self_harm', 'threat', 'police', 'lawyer', 'chargeback', 'fraud'] as const;

/**
 * Words of risk bring a person, whatever is being done; once for each kind. False if the turn goes on as ever: what was
 * said may be an answer or a job all the same. Nothing is asked of somebody who is in danger.
 */
export async function heardRisk(talk: Talk, reply: Reply): Promise<boolean> {
  const text = reply.kind === 'choice' ? '' : reply.text;
  const kind = kinds.find((one) =>
    mentionsOneOf(text, wordsOf(talk.scene, `person.risk_${one}_words`)),
  );
  if (kind === undefined) return false;
  if (await isRaised(talk, kind)) return saidBefore(talk, text);
  talk.risk = kind;
  talk.handOff = 'risk';
  if (kind === 'self_harm') {
    await talk.putAway();
    return true;
  }
  if (!talk.active()) return !namesJob(talk, text);
  if (!(await talk.take(reply))) await talk.again([phrase('main.back_to')]);
  return true;
}

/** The person is on the way already. Who says nothing else is told so, and is not told that it "does not fit". */
async function saidBefore(talk: Talk, text: string): Promise<boolean> {
  const frame = talk.active();
  if (frame ? talk.hintOf(frame).freeText : namesJob(talk, text)) return false;
  const noted = phrase('person.risk_noted');
  await (frame ? talk.again([noted, phrase('main.back_to')]) : talk.menu([noted]));
  return true;
}

/** Something to be done is said beside it: that is done, too. */
function namesJob(talk: Talk, text: string): boolean {
  const { band, intents } = talk.understand(text);
  const [best] = band === 'answer' ? intents : [];
  return best !== undefined && meaningOf(best.label, {})?.kind === 'flow';
}

async function isRaised({ scene }: Talk, kind: (typeof kinds)[number]): Promise<boolean> {
  const known = await standing(scene.ctx, scene.conversationId);
  if (known?.handoff.reason !== 'risk') return false;
  return kind !== 'self_harm' || known.handoff.capsule.risk === kind;
}

/** Said before everything else of the turn. */
export const riskWords = ({ risk }: Talk): readonly Phrase[] =>
  risk === undefined ? [] : [phrase(`person.risk_${risk}`)];
