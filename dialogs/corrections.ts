import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { JsonObject } from '../services/ports.ts';
import { filled, moved, putRight } from './form-told.ts';
import { given, textArg } from './kit/args.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import { phrase, quote } from './kit/values.ts';
import { hasLetter, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { mentionsIn } from './named-items.ts';
import { aboutOther, correctForm } from './open/correct-form.ts';
import { remedies } from './open/draft.ts';
import { picked } from './open/reason-steps.ts';
import { meantDisputes, pickerOf } from './pick-dispute.ts';
import { isQuestion } from './question.ts';
import { starsIn } from './survey.ts';
import type { Talk } from './talk.ts';

/** A longer text tells something; a correction is said in a few words. */
export const mostWords = 14;

/**
 * "No, the other order", "I meant the lamp", "change the reason", "make it 10 dollars": what was answered before
 * is put right, and the question of now is asked again with it. False if the text corrects nothing.
 */
export async function corrected(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  if (!hasLetter(text) || isQuestion(text, talk.scene)) return false;
  // One of the photos, not all of them: the step itself knows which.
  const isPhoto = mentionsOneOf(text, wordsOf(talk.scene, 'common.photo_out_words'));
  if (frame.step === 'photos' && isPhoto) return false;
  const isLong = plain(text).split(' ').length > mostWords;
  if (talk.hintOf(frame).freeText && (isLong || !beginsAsCorrection(talk, text))) return false;
  if (!isLong && (await otherThing(talk, frame, text))) return true;
  if (await namesOther(talk, frame, text)) return false;
  if (frame.flow === 'open-dispute' && (await filled(talk, frame, text))) return true;
  if (isLong) return false;
  return (
    (frame.flow === 'open-dispute' && (await correctedForm(talk, frame, text))) ||
    (frame.flow === 'propose-terms' && (await correctedTerms(talk, frame, text))) ||
    (await askedAgain(talk, frame, text))
  );
}

/** "Make it 15", "I meant return": what is proposed, by the step that asks for it. */
async function correctedTerms(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { scene } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (!marks(talk, text) && !says('open.change_verbs')) return false;
  const { amounts, percents = [] } = talk.understand(text).entities;
  const isSum =
    amounts.length + percents.length === 1 || (says('main.make_it_words') && /\d/.test(text));
  const reply = { kind: 'text', text } as const;
  if (isSum && isBehind(frame, 'amount'))
    return talk.takeAt({ ...moved(frame), step: 'part' }, reply);
  const isRemedy = picked(remedies, reply, scene) !== undefined;
  return (
    isRemedy && isBehind(frame, 'remedy') && talk.takeAt({ ...moved(frame), step: 'remedy' }, reply)
  );
}

/** Something is said of another order, or another thing that the buyer has: it is no answer here. */
export async function namesOther(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { orderId, itemId } = frame.draft;
  if (frame.flow !== 'open-dispute' || orderId === undefined) return false;
  if (talk.understand(text).entities.orderIds.some((id) => id !== orderId)) return true;
  const found = await talk.named(frame.flow, mentionsIn(text));
  const isOther = (named: unknown, own: unknown) =>
    named !== undefined && own !== undefined && named !== own;
  return isOther(found.orderId, orderId) || isOther(found.itemId, itemId);
}

/** Where any text is an answer, only one that begins like a correction is none. */
function beginsAsCorrection({ scene }: Talk, text: string): boolean {
  const said = `${plain(text)} `;
  return wordsOf(scene, 'main.correction_begins_words').some((word) => said.startsWith(`${word} `));
}

export const marks = ({ scene }: Talk, text: string): boolean =>
  mentionsOneOf(text, wordsOf(scene, 'main.correction_words'));

/** Steps where "wrong one" is an answer: a wrong item came. */
const asksWhatIsWrong = ['reason', 'sub_reason', 'remedy'];

/** The same job about another order or dispute: the one that is named, else it is picked. */
async function otherThing(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const picker = pickerOf(frame.flow);
  const about = picker && textArg(frame.draft as JsonArgs, idOf[picker]);
  if (!picker || !about) return false;
  const { scene } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  // Where photos are there, "not that one" is one of them.
  const isOfStep = asksWhatIsWrong.includes(frame.step) || frame.step === 'photos';
  const other = says('main.other_order_words') || (!isOfStep && says('main.other_one_words'));
  if (!other && !marks(talk, text)) return false;
  const found = await talk.named(frame.flow, mentionsIn(text));
  const id = textArg(found, idOf[picker]);
  const item = textArg(found, 'itemId');
  const isOtherItem = item !== undefined && item !== frame.draft.itemId;
  if (id !== undefined && (id !== about || isOtherItem)) {
    await takeOther(talk, frame, found);
    return true;
  }
  if (!other) return false;
  if (picker === 'pick-order') await takeOther(talk, frame, {});
  else await otherDispute(talk, frame, about);
  return true;
}

const idOf = { 'pick-order': 'orderId', 'pick-dispute': 'disputeId' } as const;

const idsIn = (found: JsonArgs) => ({
  disputeId: textArg(found, 'disputeId') ?? '',
  orderId: textArg(found, 'orderId') ?? '',
});

/** The form goes on with what was answered; other jobs begin anew. */
async function takeOther(talk: Talk, frame: Frame, found: JsonArgs): Promise<void> {
  const { flow } = frame;
  // What was written or sent is kept for the other one.
  if (flow === 'contact-seller')
    return talk.begin(flow, { ...found, text: textArg(frame.draft as JsonArgs, 'text') ?? '' });
  if (flow === 'add-evidence')
    return talk.amend({ ...frame, step: 'find', draft: { ...frame.draft, ...idsIn(found) } });
  if (flow !== 'open-dispute') return talk.begin(flow, found);
  const { named } = found;
  const ids = {
    ...given('orderId', textArg(found, 'orderId')),
    ...given('itemId', textArg(found, 'itemId')),
  };
  const draft = await aboutOther(await withoutOthers(talk, frame.draft, ids), ids, talk.scene);
  // Who wants all of it is told the sum with the name.
  const isSaid = !named || draft.said !== undefined;
  const lead = isSaid ? [] : [phrase('main.about_this', { title: quote(String(named)) })];
  await talk.amend({ ...moved(frame), step: 'next', draft }, lead);
}

/** A description that names another thing of the buyer's is not sent to the seller of this one. */
export async function withoutOthers<D extends JsonObject>(
  talk: Talk,
  draft: D,
  { orderId, itemId }: { readonly orderId?: string; readonly itemId?: string },
): Promise<JsonObject> {
  if (typeof draft.description !== 'string') return draft;
  const found = await talk.named('open-dispute', mentionsIn(draft.description));
  const isOther =
    (found.orderId !== undefined && found.orderId !== orderId) ||
    (found.itemId !== undefined && itemId !== undefined && found.itemId !== itemId);
  if (!isOther) return draft;
  const { description: _d, ...rest } = draft;
  return rest;
}

/** One other that it can be: that one. None: it is said, and the question stays. */
async function otherDispute(talk: Talk, frame: Frame, about: string): Promise<void> {
  const meant = meantDisputes(await listDisputes(talk.scene.ctx), frame.flow);
  const [first, second] = meant.filter(({ dispute }) => dispute.id !== about);
  if (!first) return talk.again([phrase('main.no_other_dispute')]);
  if (second) return talk.begin(frame.flow, {});
  await takeOther(talk, frame, { disputeId: first.dispute.id });
}

async function correctedForm(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const right = await correctForm(frame.draft, text, marks(talk, text), talk.scene);
  if (!right) return false;
  await putRight(talk, frame, right);
  return true;
}

interface Slot {
  /** Phrase with the words that name it. */
  readonly words: string;
  readonly step: string;
  /** What else changes in the draft before it is asked again. */
  readonly draft?: JsonObject;
  /** The right answer may stand in the same sentence: "wrong carrier, it was Hermes". */
  readonly takes?: 'number' | 'words';
}

const noPhotos = { photos: [], oversized: [] };

/** What can be asked again in the shorter forms. */
const slots: Readonly<Record<string, readonly Slot[]>> = {
  'propose-terms': [
    { words: 'open.change_amount_words', step: 'amount' },
    { words: 'open.change_remedy_words', step: 'remedy' },
    { words: 'main.change_text_words', step: 'words' },
  ],
  appeal: [
    { words: 'open.change_photos_words', step: 'photos', draft: noPhotos },
    { words: 'main.change_text_words', step: 'reason' },
  ],
  survey: [{ words: 'survey.change_words', step: 'rating' }],
  'contact-seller': [
    { words: 'main.change_text_words', step: 'words', draft: { text: '', again: true } },
  ],
  'ship-return': [
    { words: 'main.change_carrier_words', step: 'carrier', takes: 'words' },
    { words: 'main.change_number_words', step: 'number', draft: { again: true }, takes: 'number' },
  ],
};

/** Questions in their order: what was not reached yet needs no correction. */
const orders: Readonly<Record<string, readonly string[]>> = {
  'propose-terms': ['remedy', 'amount', 'part', 'words', 'confirm'],
  appeal: ['reason', 'photos', 'smaller', 'confirm'],
  'ship-return': ['number', 'carrier', 'confirm'],
  survey: ['rating', 'words'],
  'contact-seller': ['words', 'confirm'],
};

const isBehind = ({ flow, step }: Frame, other: string): boolean => {
  const order = orders[flow] ?? [];
  return order.indexOf(other) < order.indexOf(step);
};

async function askedAgain(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { scene } = talk;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  if (!says('open.change_verbs') && !marks(talk, text)) return false;
  const stars = frame.flow === 'survey' ? starsIn(text, scene) : undefined;
  if (stars && isBehind(frame, 'rating'))
    return talk.takeAt({ ...moved(frame), step: 'rating' }, { kind: 'choice', id: stars });
  const carrier = frame.step === 'confirm' ? carrierIn(talk, frame, text) : undefined;
  if (carrier !== undefined)
    return talk.takeAt({ ...moved(frame), step: 'carrier' }, { kind: 'text', text: carrier });
  const named = (slots[frame.flow] ?? []).filter(({ words }) => says(words));
  const [slot, second] = named;
  if (!slot || second || !isBehind(frame, slot.step)) return false;
  const asked = {
    ...moved(frame),
    step: slot.step,
    draft: { ...frame.draft, ...slot.draft },
  };
  const value = valueIn(talk, slot, text);
  if (value !== undefined) await talk.takeAt(asked, { kind: 'text', text: value });
  else await talk.amend(asked);
  return true;
}

/** "Wait, it was DHL": a name without a figure is the carrier's. */
function carrierIn(talk: Talk, { flow }: Frame, text: string): string | undefined {
  if (flow !== 'ship-return' || /\d/.test(text)) return undefined;
  const isNumber = mentionsOneOf(text, wordsOf(talk.scene, 'main.change_number_words'));
  return isNumber ? undefined : valueIn(talk, { words: '', step: 'carrier', takes: 'words' }, text);
}

/** More words behind "it was" are a sentence. */
const mostOfValue = 3;

function valueIn(talk: Talk, { takes }: Slot, text: string): string | undefined {
  if (takes === 'number') return talk.understand(text).entities.trackingNumbers[0];
  if (takes !== 'words') return undefined;
  const said = ` ${text.trim()}`;
  const ends = wordsOf(talk.scene, 'main.value_leads').map((lead) => {
    const at = said.toLowerCase().lastIndexOf(` ${lead} `);
    return at < 0 ? -1 : at + lead.length + 2;
  });
  const value = said.slice(Math.max(...ends)).trim();
  const isValue = Math.max(...ends) > 0 && plain(value).split(' ').length <= mostOfValue;
  return isValue && hasLetter(value) ? value : undefined;
}
