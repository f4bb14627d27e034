import { findDispute } from '../services/disputes/find-dispute.ts';
import { confirmed } from './confirmed.ts';
import { corrected, namesOther } from './corrections.ts';
import { asksForLink, filesForDraft, filesUnasked } from './files-unasked.ts';
import { addedToForm, moved, otherSum, saidOfForm } from './form-told.ts';
import { hearIdle, isSigns } from './hear-idle.ts';
import type { Meaning } from './intents.ts';
import { escapeIn, interrupt, withoutLeads } from './interruptions.ts';
import { given, textArg } from './kit/args.ts';
import { withSigns } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { About } from './kit/personal.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { hasLetter, isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { isSentence, jobAtList, meaningIn, questionIn } from './meaning-in.ts';
import { comparisonHere } from './open/comparison-aside.ts';
import { inContext } from './order-in-context.ts';
import { askedMeaning, askedOfForm, backTo, returnAnswer } from './own-questions.ts';
import { personalFacts } from './personal-offer.ts';
import { isQuestion } from './question.ts';
import { repair, reworded } from './repair.ts';
import { noteSecond } from './second-wish.ts';
import { answerHere, withoutPromise } from './show-article.ts';
import type { Talk } from './talk.ts';
import { ofProblem } from './told.ts';
import { blames, ventHere } from './vent.ts';

/** What the buyer said: an escape, the answer to the open question, a question in between, or something new. */
export async function hear(talk: Talk, reply: Reply): Promise<void> {
  const text = reply.kind === 'choice' ? '' : reply.text;
  const frame = talk.active();
  const unclear = frame && talk.hintOf(frame).unclear;
  if (reply.kind === 'text' && frame && (await confirmed(talk, frame, text))) return;
  if (unclear && isTooLittle(text, unclear, talk.scene))
    return repair(talk, frame.misses === 0 ? phrase('repair.unclear') : undefined);
  const wish = escapeIn(text, talk);
  if (wish) return interrupt(talk, wish);
  if (await asksForLink(talk, reply)) return;
  if (reply.kind === 'text' && resumes(talk, text)) return resume(talk, frame);
  if (reply.kind === 'text') await talk.look();
  if (frame && isSigns(text))
    return repair(talk, frame.misses === 0 ? phrase('repair.signs') : undefined);
  if (!frame) return reply.kind === 'files' ? filesUnasked(talk, reply) : hearIdle(talk, text);
  if (reply.kind === 'text' && (await heardFirst(talk, frame, text))) return;
  if (await talk.take(reply)) {
    talk.state.misses = 0;
    return;
  }
  if (reply.kind === 'files') return filesElsewhere(talk, reply);
  if (await saidOfForm(talk, frame, text)) return;
  await offTheQuestion(talk, frame, text);
}

/** "Yes", "OK, cancel", a thumb: not enough for what can't be undone. */
function isTooLittle(text: string, unclear: string, scene: Scene): boolean {
  const words = withSigns(scene, wordsOf(scene, unclear));
  return isOneOf(text, words) || words.includes(withoutLeads(text, scene));
}

/** What no prompt takes for its answer: a question at free text, another job at a list, another order. */
async function heardFirst(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  if (await askedOfForm(talk, frame, text)) return true;
  if (await askedMeaning(talk, frame, text)) return true;
  if (await corrected(talk, frame, text)) return true;
  if (await submitsEarly(talk, frame, text)) return true;
  const { freeText } = talk.hintOf(frame);
  const meaning = freeText ? questionIn(talk, text) : jobAtList(talk, frame, text);
  const order = orderSaid(talk, frame, text);
  if (meaning) await leadAway(talk, frame, meaning, text);
  else if (order === 'open') await talk.again([phrase('main.here_already')]);
  else if (order === 'other' || (await saysOfOther(talk, frame, text)))
    await offTheQuestion(talk, frame, text);
  else return false;
  return true;
}

/** "Submit" before the summary: who has no photos gets there, and nobody believes that it was sent. */
async function submitsEarly(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const isForm = ['open-dispute', 'propose-terms', 'appeal'].includes(frame.flow);
  if (!isForm || !isOneOf(text, wordsOf(talk.scene, 'main.submit_words'))) return false;
  if (frame.flow === 'open-dispute' && frame.step === 'photos') return talk.take(noPhotos);
  await talk.again([phrase('main.not_finished')]);
  return true;
}

/** A sentence about another thing of the buyer's; a word or two answer the question. */
async function saysOfOther(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const asksWhich = talk.hintOf(frame).freeText || ['item', 'list'].includes(frame.step);
  return !asksWhich && isSentence(text) && (await namesOther(talk, frame, text));
}

/** The number of the order that is open, and nothing else; or something said of another one, which is no answer here. */
function orderSaid(talk: Talk, frame: Frame, text: string): 'open' | 'other' | undefined {
  const { orderId } = frame.draft;
  const [said] = talk.understand(text).entities.orderIds;
  if (said === undefined || orderId === undefined || talk.hintOf(frame).freeText) return undefined;
  if (said !== orderId) return 'other';
  return hasLetter(text) ? undefined : 'open';
}

/** "Go on" with the form that was put by; where none was, only if a form is named. */
function resumes({ scene, state }: Talk, text: string): boolean {
  const words = [
    ...wordsOf(scene, 'common.resume_draft'),
    ...wordsOf(scene, 'common.resume_draft_words'),
  ];
  if (!isOneOf(text, words)) return false;
  return state.kept !== undefined || mentionsOneOf(text, wordsOf(scene, 'common.form_words'));
}

async function resume(talk: Talk, frame: Frame | undefined): Promise<void> {
  talk.state.misses = 0;
  if (frame && !talk.state.kept) return talk.again([phrase('main.here_already')]);
  await talk.begin('resume-draft');
}

/** A file is never a miss: it goes to a form that waits for photos, or is not kept and the question stays. */
async function filesElsewhere(talk: Talk, reply: Reply): Promise<void> {
  if (await filesForDraft(talk, reply)) return;
  const frame = talk.active();
  if (frame?.flow === 'open-dispute' && frame.draft.itemId !== undefined)
    if (await talk.takeAt({ ...moved(frame), step: 'photos' }, reply)) return;
  await talk.again([phrase('repair.no_files_here')]);
}

async function offTheQuestion(talk: Talk, frame: Frame, text: string): Promise<void> {
  if (isOneOf(text, wordsOf(talk.scene, 'common.no_signs')))
    return smallTalkHere(talk, frame, 'no');
  const meaning = meaningIn(talk, text, talk.understand(text));
  if (tellsMore(frame, meaning) && (await addedToForm(talk, frame, text))) return;
  if (!meaning && blames(talk, text)) return ventHere(talk);
  if (!meaning || isScrap(talk, frame, meaning, text)) return repair(talk);
  await leadAway(talk, frame, meaning, text);
}

/** Where a sum is asked for, a word or two that ask nothing are a try to answer, and no question of the help center. */
function isScrap(talk: Talk, { flow, step }: Frame, meaning: Meaning, text: string): boolean {
  const isArticle = meaning.kind === 'flow' && ['show-article', flow].includes(meaning.flow);
  const asksSum = ['amount', 'part'].includes(step);
  return (
    asksSum && isArticle && plain(text).split(' ').length <= 2 && !isQuestion(text, talk.scene)
  );
}

/** No wish but more of the same problem, at the question for photos also what is not understood at all. */
function tellsMore({ flow, step }: Frame, meaning: Meaning | undefined): boolean {
  if (flow !== 'open-dispute') return false;
  if (!meaning) return step === 'photos';
  if (meaning.kind !== 'flow')
    return meaning.kind === 'small_talk' && meaning.label === 'complaint';
  const { label, reason } = meaning.args;
  return (meaning.flow === flow && reason !== undefined) || ofProblem.includes(String(label));
}

/** Answers a question and repeats the open one (R21), or goes where the buyer wants to go. */
async function leadAway(talk: Talk, frame: Frame, meaning: Meaning, text: string): Promise<void> {
  if (meaning.kind !== 'small_talk') talk.state.misses = 0;
  if (meaning.kind === 'menu') return interrupt(talk, 'help');
  if (meaning.kind === 'small_talk')
    return isUnsureLeave(talk, text, meaning.label)
      ? repair(talk)
      : smallTalkHere(talk, frame, meaning.label);
  noteSecond(talk, text);
  const { flow, args } = meaning;
  if (flow === 'show-article') {
    const orderId = textArg(args, 'orderId');
    // My Orders were only looked at: no question waits for the answer.
    const isOnlyShown = frame.flow === 'pick-order' && frame.draft.target === 'show-order';
    if (isOnlyShown || (orderId && frame.flow.startsWith('pick-')))
      return talk.switchTo(flow, args);
    await answerInForm(talk, frame, askedLabel(frame, String(args.label)), orderId);
    return backTo(talk);
  }
  if (flow === 'talk-to-agent') return interrupt(talk, 'person');
  const compared = flow === 'compare-remedies' && (await comparisonHere(frame, talk.scene));
  if (compared) {
    talk.say(...compared);
    return talk.again([phrase('main.back_to')]);
  }
  // Nothing can be on its way back before the dispute is open: a question about that leaves no form.
  if (flow === 'ship-return' && frame.flow === 'open-dispute') {
    talk.say({ text: returnAnswer(meaning, text, talk.scene) ?? [phrase('return.says_later')] });
    return backTo(talk);
  }
  // "Cancel this" while nothing is submitted yet means this form.
  if (flow === 'cancel-dispute' && frame.flow === 'open-dispute') return interrupt(talk, 'stop');
  if (flow === 'propose-terms' && frame.flow === flow && args.said !== undefined) {
    const { said, saidCurrency = '' } = args;
    const { amount: _a, ...draft } = frame.draft;
    return talk.amend({ ...frame, draft: { ...draft, said, saidCurrency } });
  }
  if (flow === 'propose-terms' && frame.flow === 'open-dispute') return otherSum(talk, frame, text);
  const named = await talk.named(flow, args);
  const aside = isQuestion(text, talk.scene) && returnAnswer(meaning, text, talk.scene);
  if (aside) talk.say({ text: aside });
  return talk.switchTo(flow, await inContext(talk, text, flow, named));
}

/** Nobody is sent away on a guess: a list is left only by words that surely say so. */
const sureOfLeaving = 0.7;

const isUnsureLeave = (talk: Talk, text: string, label: string): boolean =>
  ['thanks', 'goodbye'].includes(label) &&
  (talk.understand(text).intents[0]?.score ?? 0) < sureOfLeaving;

/** Yes and no are no answers to a question with named choices. */
async function smallTalkHere(talk: Talk, frame: Frame, label: string): Promise<void> {
  if (label === 'no' && (await leftAsItIs(talk, frame))) return;
  if (label === 'no' && frame.step === 'photos' && (await talk.take(noPhotos))) return;
  if (label === 'yes' || label === 'no') return repair(talk);
  if (frame.flow.startsWith('pick-') && ['thanks', 'goodbye'].includes(label)) {
    await talk.drop();
    return talk.say({ text: [reworded(talk, `main.small_${label}`)] });
  }
  // "Done" and "bye" at an open question: nobody leaves and believes that it was sent.
  if (label === 'goodbye') return talk.again([phrase('main.not_finished')]);
  if (label === 'complaint') return ventHere(talk);
  await talk.again([reworded(talk, `main.small_${label}`)]);
}

/** "How long does it take?" before there is a dispute: there is no refund yet, so what comes first is said. */
const askedLabel = ({ flow }: Frame, label: string): string =>
  flow === 'open-dispute' && label === 'faq_when_refund' ? 'faq_after_open' : label;

/** What the form itself says or does: its own facts are not said twice. */
const saidInForm: Readonly<Record<string, readonly string[]>> = {
  'open-dispute': ['faq_how_open', 'faq_not_as_described', 'faq_not_received'],
  'cancel-dispute': ['faq_cancel_dispute'],
  'add-evidence': ['faq_add_evidence'],
  appeal: ['faq_not_satisfied'],
};

/** A question in the middle of a form is answered for what the form is about, if it names nothing else. */
async function answerInForm(
  talk: Talk,
  { draft, flow }: Frame,
  label: string,
  orderId: string | undefined,
): Promise<void> {
  const { scene } = talk;
  const answer = await answerHere(label, orderId, scene);
  const about = await aboutOf(draft as JsonArgs, scene);
  const last = answer.at(-1);
  const isSaid = orderId !== undefined || (saidInForm[flow] ?? []).includes(label);
  const facts = isSaid ? [] : await personalFacts(label, scene, about);
  if (!last) return;
  const own = facts.length > 0 ? withoutPromise(last, label) : last;
  talk.say(...answer.slice(0, -1), { ...own, text: [...own.text, ...facts] });
}

/** What the form is about: of a dispute its order too, so that nothing is said of another one. */
async function aboutOf(args: JsonArgs, scene: Scene): Promise<About> {
  const disputeId = textArg(args, 'disputeId');
  if (disputeId === undefined) return given('orderId', textArg(args, 'orderId'));
  const found = await findDispute(scene.ctx, disputeId);
  return { disputeId, ...(found.ok ? { orderId: found.value.order.id } : {}) };
}

const noPhotos = { kind: 'choice', id: 'done' } as const;

/** What an irreversible step is answered with where nothing is to be done. */
const leaves: Readonly<Record<string, string>> = {
  'cancel-dispute': 'keep',
  'answer-offer': 'keep',
  'propose-terms': 'keep',
  appeal: 'keep',
  'ship-return': 'later',
};

/** "No, don't cancel it" may be taken from any words: it changes nothing. */
async function leftAsItIs(talk: Talk, frame: Frame): Promise<boolean> {
  const id = talk.hintOf(frame).unclear && leaves[frame.flow];
  return id ? talk.take({ kind: 'choice', id }) : false;
}
