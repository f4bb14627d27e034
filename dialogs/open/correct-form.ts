import type { Phrase } from '../../knowledge/phrase.ts';
import { neededText } from '../../services/domain/text-rules.ts';
import type { JsonObject } from '../../services/ports.ts';
import type { JsonArgs } from '../kit/message.ts';
import type { Scene } from '../kit/scene.ts';
import { money, nested, phrase } from '../kit/values.ts';
import { mentionsOneOf, plain, wordsOf } from '../kit/words.ts';
import { noEntities, toldIn } from '../told.ts';
import { amountIn, shareIn } from './amount-answer.ts';
import { type OpenDraft, remedies, type Slot, startDraft, without } from './draft.ts';
import { chosenItem } from './order-steps.ts';
import { picked } from './reason-steps.ts';

/** The form with something put right, and what is said of it before the next question. */
export interface Corrected {
  readonly draft: JsonObject;
  readonly lead: readonly Phrase[];
  /** Where to go on, if not with what is missing. */
  readonly step?: string;
}

/**
 * What a correction changes in the opening form; `isMarked`: it says "I meant", "make it", "instead"; `names`: naming a
 * question is enough to have it asked again.
 */
export async function correctForm(
  stored: JsonObject,
  text: string,
  isMarked: boolean,
  scene: Scene,
  names = true,
): Promise<Corrected | undefined> {
  const draft = stored as OpenDraft;
  const changes = isMarked || mentionsOneOf(text, wordsOf(scene, 'open.change_verbs'));
  if (!changes) return undefined;
  const put = [reasonPut, remedyPut, amountPut];
  let right: Corrected = { draft, lead: [] };
  for (const one of put) {
    const next = await one(right.draft as OpenDraft, text, scene);
    if (next) right = { ...right, ...next, lead: [...right.lead, ...next.lead] };
  }
  if (right.draft !== stored) return right;
  return names ? slotAsked(draft, text, scene) : undefined;
}

/** "Make it 10": a bare number is an amount where the amount was answered already, or is named. */
async function amountPut(
  draft: OpenDraft,
  text: string,
  scene: Scene,
): Promise<Corrected | undefined> {
  const chosen = await chosenItem(draft, scene);
  const named = mentionsOneOf(text, wordsOf(scene, 'open.change_amount_words'));
  const { amounts, percents = [] } = scene.knowledge.understand(text).entities;
  const said = sumSaid(text, scene);
  const hasSum = amounts.length + percents.length > 0 || said !== undefined;
  if (!chosen || !(hasSum || ((named || draft.amount) && /\d/.test(text)))) return undefined;
  const { left, order } = chosen;
  const answer =
    said === 'all'
      ? ({ kind: 'amount', minor: left } as const)
      : said === '50%'
        ? ({ kind: 'amount', minor: left / 2n } as const)
        : amountIn({ kind: 'text', text }, { left, currency: order.currency }, scene);
  if (answer.kind === 'none') return undefined;
  if (answer.kind === 'part') return { draft: without(draft, 'amount'), lead: [], step: 'part' };
  if (answer.kind === 'refused')
    return { draft: without(draft, 'amount'), lead: [answer.why], step: 'part' };
  const lead = [phrase('open.amount_noted', { amount: money(answer.minor, order.currency) })];
  return { draft: { ...draft, amount: String(answer.minor) }, lead };
}

/** "Half" is a share where something is put right; a part of a thing elsewhere. */
function sumSaid(text: string, scene: Scene) {
  const { said } = toldIn(text, noEntities, scene);
  // "Not half, all" names both.
  const share = shareIn(text, scene);
  if (share === 'all') return 'all';
  if (mentionsOneOf(text, wordsOf(scene, 'open.not_half_words'))) return undefined;
  return said ?? (mentionsOneOf(text, wordsOf(scene, 'open.half_words')) ? '50%' : undefined);
}

/** More is told of the problem where something else was asked: it is the description, or goes behind it. */
export function toldMore(stored: JsonObject, text: string, scene: Scene): Corrected | undefined {
  const draft = stored as OpenDraft;
  const { description: before } = draft;
  const end = before && /[.!?]$/.test(before) ? ' ' : '. ';
  const description = before ? `${before}${end}${text.trim()}` : text.trim();
  const refused = neededText('description', description, scene.ctx.rulebooks.current);
  if (refused.length > 0) return undefined;
  return { draft: { ...draft, description }, lead: [phrase('main.added')] };
}

/** The form about another order or item: who wants all of the money wants all of it there too. */
export async function aboutOther(
  stored: JsonObject,
  ids: { readonly orderId?: string; readonly itemId?: string },
  scene: Scene,
): Promise<JsonObject> {
  const draft = stored as OpenDraft;
  const chosen = await chosenItem(draft, scene);
  const wantsAll = chosen !== undefined && draft.amount === String(chosen.left);
  return { ...without(draft, 'order'), ...(wantsAll ? { said: 'all' } : {}), ...ids };
}

/** As many slots at once are a telling of the problem, not the answer to one question. */
const slotsOfTelling = 2;
/** With fewer words the answer to one question is no description. */
const fewestWords = 8;

/** A sentence that tells several things fills them all, whatever was asked (R08). What was answered stays. */
export function tellingFilled(
  stored: JsonObject,
  text: string,
  scene: Scene,
): Corrected | undefined {
  const draft = stored as OpenDraft;
  const told = toldIn(text, scene.knowledge.understand(text).entities, scene);
  const names = ['reason', 'remedy', 'said'].filter((name) => told[name]);
  const isStory = told.description && plain(text).split(' ').length >= fewestWords;
  if (
    names.length + (isStory ? 1 : 0) < slotsOfTelling ||
    (draft.reason && told.reason !== draft.reason && told.reason)
  )
    return undefined;
  const { reason, subReason, remedy, description, photosDone, said, saidCurrency, ...rest } =
    startDraft(told);
  const sum =
    draft.amount === undefined
      ? { ...put('said', said), ...put('saidCurrency', saidCurrency) }
      : {};
  const filled: OpenDraft = {
    ...rest,
    ...put('reason', reason),
    ...put('subReason', subReason),
    ...put('remedy', reason === 'not_received' ? ('refund_only' as const) : remedy),
    ...put('description', description),
    ...put('photosDone', photosDone),
    ...draft,
    ...sum,
  };
  const what = filled.subReason ? `reason.sub.${filled.subReason}` : `reason.${filled.reason}`;
  const wants = told.remedy ? { remedy: nested(`reason.remedy.${filled.remedy}`) } : {};
  const lead = filled.reason ? [phrase('main.told', { what: nested(what), ...wants })] : [];
  return { draft: filled, lead };
}

const put = <T>(name: string, value: T | undefined) =>
  value === undefined ? {} : { [name]: value };

function remedyPut(draft: OpenDraft, text: string, scene: Scene): Corrected | undefined {
  const said = toldIn(text, noEntities, scene).remedy;
  const remedy =
    picked(remedies, { kind: 'text', text }, scene) ?? startDraft({ remedy: said ?? null }).remedy;
  if (!remedy || draft.reason === 'not_received') return undefined;
  const lead = [phrase('main.you_want', { remedy: nested(`reason.remedy.${remedy}`) })];
  return { draft: { ...draft, remedy }, lead };
}

function reasonPut(draft: OpenDraft, text: string, scene: Scene): Corrected | undefined {
  const { reason, subReason }: JsonArgs = toldIn(text, noEntities, scene);
  if (reason === undefined) return undefined;
  const put = startDraft({ reason, subReason: subReason ?? null });
  // What was written about something else that happened is no description of this.
  const isSame = draft.reason === put.reason;
  const { photosDone: _p, ...asked } = without(draft, 'description');
  const kept = isSame || draft.photos.length > 0 ? draft : asked;
  const { reason: _r, subReason: _s, ...rest } = without(kept, 'reason');
  const what = subReason ? `reason.sub.${subReason}` : `reason.${reason}`;
  // Who keeps the reason keeps what was wanted.
  const remedy = draft.reason === put.reason && draft.remedy ? { remedy: draft.remedy } : {};
  const fresh = {
    ...rest,
    ...(put.reason ? { reason: put.reason } : {}),
    ...(put.subReason ? { subReason: put.subReason } : {}),
    ...(put.reason === 'not_received' ? { remedy: 'refund_only' } : remedy),
  };
  return { draft: fresh, lead: [phrase('main.told', { what: nested(what) })] };
}

const slots: readonly Slot[] = ['reason', 'remedy', 'amount', 'description', 'photos'];

/** "Change the reason": it is asked again, the rest stays. */
function slotAsked(draft: OpenDraft, text: string, scene: Scene): Corrected | undefined {
  const named = slots.filter((slot) =>
    mentionsOneOf(text, wordsOf(scene, `open.change_${slot}_words`)),
  );
  const [slot, second] = named;
  if (!slot || second || (slot === 'remedy' && draft.reason === 'not_received')) return undefined;
  return { draft: without(draft, slot), lead: [] };
}
