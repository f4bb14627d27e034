import type { Entities } from '../knowledge/knowledge.ts';
import type { Phrase } from '../knowledge/phrase.ts';
import { readPart } from '../knowledge/read-part.ts';
import { neededText } from '../services/domain/text-rules.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Progress } from './kit/run.ts';
import type { Scene } from './kit/scene.ts';
import { nested, phrase } from './kit/values.ts';
import { mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import type { MainState } from './main-state.ts';
import { beginningOf } from './open/description-steps.ts';

/** What a message says of a problem, so that the form asks for none of it (R08). */
export function toldIn(text: string, entities: Entities, scene: Scene): JsonArgs {
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  const what = whatHappened(says);
  return {
    ...what,
    ...(what.reason === 'not_received' ? {} : remedyIn(says)),
    ...sumIn(text, entities, says, scene),
    ...descriptionIn(text, what, scene),
  };
}

export const noEntities: Entities = {
  ...{ orderIds: [], disputeIds: [], trackingNumbers: [], amounts: [] },
};

/** In plain words, whatever the understanding makes of it. */
export const tellsProblem = (text: string, scene: Scene): boolean =>
  toldIn(text, noEntities, scene).reason !== undefined;

const missingWords = ['open.words_not_received', 'main.told_not_received_words'];
const troubles = [...missingWords, 'open.words_not_as_described'];

/** The sentences that say what is wrong: the thing that they name is the one that it is about. */
export function troubleIn(text: string, scene: Scene): string {
  const words = [...troubles, ...Object.values(plainKinds)].flatMap((key) => wordsOf(scene, key));
  const joints = wordsOf(scene, 'main.clause_words').join('|');
  return readPart(text)
    .split(new RegExp(`[.,!?;\\n]+|\\s(?:${joints})\\s`, 'iu'))
    .filter((sentence) => mentionsOneOf(sentence, words))
    .join('. ');
}

/** Answers to a problem that is told without a request. */
export const ofProblem: readonly string[] = [
  'faq_not_received',
  'faq_not_as_described',
  'faq_tracking_invalid',
];

/** A problem is told and money is asked for: that is a dispute, whatever else the story is about. */
export const asksMoneyBack = (text: string, { reason, said }: JsonArgs, scene: Scene): boolean =>
  reason !== undefined &&
  !mentionsOneOf(text, wordsOf(scene, 'main.money_had_words')) &&
  (said !== undefined || mentionsOneOf(text, wordsOf(scene, 'main.money_words')));

/** A problem is told, and money back or a return is asked for. */
export const asksToUndo = (text: string, facts: JsonArgs, scene: Scene): boolean =>
  asksMoneyBack(text, facts, scene) ||
  (facts.reason !== undefined && facts.remedy === 'return_and_refund');

/** By words that can't mean something else in a whole sentence; the others are asked. */
const plainKinds: Readonly<Record<string, string>> = {
  damaged: 'open.words_damaged',
  wrong_item: 'open.words_wrong_item',
  counterfeit: 'open.words_counterfeit',
  missing_parts: 'main.told_missing_words',
  size_or_colour: 'main.told_size_words',
  quality: 'main.told_quality_words',
};

function whatHappened(says: (key: string) => boolean): JsonArgs {
  if (missingWords.some(says)) return { reason: 'not_received' };
  const kinds = Object.entries(plainKinds).filter(([, words]) => says(words));
  const [kind, second] = kinds.map(([name]) => name);
  if (kind && !second) return { reason: 'not_as_described', subReason: kind };
  if (kind) return { reason: 'not_as_described' };
  return says('open.words_not_as_described') ? { reason: 'not_as_described' } : {};
}

/** Both or none of them: it is asked. */
function remedyIn(says: (key: string) => boolean): JsonArgs {
  if (says('main.no_return_words')) return { remedy: 'refund_only' };
  const back = says('main.send_back_words');
  const keep = says('main.keep_words');
  if (back === keep) return {};
  return { remedy: back ? 'return_and_refund' : 'refund_only' };
}

/** `said`: `all`, `50%`, or minor units as text. Several amounts, or the price alone, say nothing. */
function sumIn(
  text: string,
  entities: Entities,
  says: (key: string) => boolean,
  scene: Scene,
): JsonArgs {
  const { amounts, percents = [] } = entities;
  if (amounts.length > 0) return amountWished(text, amounts, scene);
  if (says('open.all_words')) return { said: 'all' };
  if (says('main.half_back_words')) return { said: '50%' };
  const [percent, other] = percents;
  const isShare = percent !== undefined && Number.isInteger(percent) && percent <= 100;
  if (isShare && other === undefined && says('main.share_words')) return { said: `${percent}%` };
  return says('main.make_it_words') ? bareSum(text) : {};
}

type Amounts = Entities['amounts'];

/** One amount, or the one that is wanted: "they offer 9, I want 15". */
function amountWished(text: string, amounts: Amounts, scene: Scene): JsonArgs {
  const wanted = amounts.length > 1 ? amountsWanted(text, scene) : amounts;
  const [amount, second] = wanted;
  if (!amount || second || (amounts.length === 1 && isPrice(text, scene))) return {};
  return { said: String(amount.minor), saidCurrency: amount.currency ?? '' };
}

function amountsWanted(text: string, scene: Scene): Amounts {
  const words = wordsOf(scene, 'main.want_words');
  const wishes = readPart(text)
    .split(/[!?;,\n]+|\.\s/)
    .filter((part) => mentionsOneOf(part, words));
  return wishes.flatMap((part) => scene.knowledge.understand(part).entities.amounts);
}

/** "Make it 18": in the order's currency. */
function bareSum(text: string): JsonArgs {
  const [figure, second] = text.match(/\d+(?:[.,]\d{1,2})?/g) ?? [];
  if (!figure || second || figure.length > longestSum) return {};
  const [whole = '', part = ''] = figure.split(/[.,]/);
  return { said: String(BigInt(whole + part.padEnd(2, '0'))), saidCurrency: '' };
}

const longestSum = 9;

/** A figure as near as this behind "I paid" is the price. */
const nearPaid = 25;

function isPrice(text: string, scene: Scene): boolean {
  const said = ` ${plain(text)} `;
  return wordsOf(scene, 'main.paid_words').some((word) => {
    const at = said.indexOf(` ${word} `);
    if (at < 0) return false;
    const start = at + word.length + 2;
    return /\d/.test(said.slice(start, start + nearPaid));
  });
}

/** A shorter text names the problem and does not tell it; that something never came is told in a few words. */
const fewestWords: Readonly<Record<string, number>> = { not_received: 4, not_as_described: 10 };

const fewestOfStory = 25;

/** The story is itself the description, if the form can take it; photos of what never came are not asked for. */
function descriptionIn(text: string, { reason, subReason }: JsonArgs, scene: Scene): JsonArgs {
  // "It is not as described" alone says nothing of what is wrong.
  const isTold = reason === 'not_received' || subReason !== undefined;
  const fewest = isTold ? fewestWords[String(reason)] : fewestOfStory;
  const description = text.trim();
  if (reason === undefined || fewest === undefined || plain(description).split(' ').length < fewest)
    return {};
  const photosDone = reason === 'not_received' ? { photosDone: true } : {};
  const refused = neededText('description', description, scene.ctx.rulebooks.current);
  if (refused.length === 0) return { description, ...photosDone };
  const cleaned = beginningOf(description, scene);
  return cleaned === undefined ? {} : { cleaned, cut: true, ...photosDone };
}

const kept = [
  'orderId',
  'itemId',
  'reason',
  'subReason',
  'remedy',
  'said',
  'saidCurrency',
  'description',
  'cleaned',
  'cut',
  'photosDone',
];

/** Kept for the form that may be begun by a button of the answer: what was told once is not asked again (R07). */
export function rememberTold(state: MainState, args: JsonArgs): void {
  if (args.label === 'faq_not_satisfied' && args.story !== undefined)
    state.told = { story: args.story };
  if (args.reason === undefined) return;
  state.told = Object.fromEntries(Object.entries(args).filter(([name]) => kept.includes(name)));
}

/** The arguments of the form, with what was told before if it can be about the same order. Taken once. */
export function toldBefore(flow: string, args: JsonArgs, state: MainState): JsonArgs {
  const { told } = state;
  const isFor = told?.story === undefined ? 'open-dispute' : 'appeal';
  if (flow !== isFor || !told) return args;
  state.told = undefined;
  if (told.story !== undefined) return { ...told, ...args };
  const differs = (name: string) =>
    told[name] !== undefined && args[name] !== undefined && told[name] !== args[name];
  return args.reason !== undefined || differs('orderId') || differs('itemId')
    ? args
    : { ...told, ...args };
}

/** What was taken from the message is said with the next question, so that a wrong reading is seen (R12). */
export function toldEcho(flow: string, args: JsonArgs, progress: Progress): readonly Phrase[] {
  const { reason, subReason, remedy } = args;
  if (flow !== 'open-dispute' || progress.kind !== 'waits' || reason === undefined) return [];
  if (progress.prompt.heading?.key === 'open.summary_title') return [];
  const what = subReason ? `reason.sub.${subReason}` : `reason.${reason}`;
  const wants =
    remedy && reason !== 'not_received' ? { remedy: nested(`reason.remedy.${remedy}`) } : {};
  return [phrase('main.told', { what: nested(what), ...wants })];
}
