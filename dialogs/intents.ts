import type { Understood } from '../knowledge/knowledge.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { isOneOf, mentionsOneOf, plain, wordsOf } from './kit/words.ts';
import { mentionsIn } from './named-items.ts';
import { orderDayIn } from './said-days.ts';
import { toldIn, troubleIn } from './told.ts';

/** What a label of the understanding leads to. */
export type Meaning =
  | { readonly kind: 'flow'; readonly flow: string; readonly args: JsonArgs }
  | { readonly kind: 'small_talk'; readonly label: string }
  | { readonly kind: 'menu' };

const flowOf: Readonly<Record<string, string>> = {
  track_order: 'track-order',
  open_dispute: 'open-dispute',
  dispute_status: 'dispute-status',
  cancel_dispute: 'cancel-dispute',
  appeal: 'appeal',
  survey: 'survey',
  refund_status: 'refund-status',
  human_agent: 'talk-to-agent',
  accept_offer: 'answer-offer',
  reject_offer: 'answer-offer',
  counter_offer: 'propose-terms',
  add_evidence: 'add-evidence',
  remove_evidence: 'remove-evidence',
  return_shipment: 'ship-return',
  warranty_check: 'check-warranty',
  domestic_return_check: 'check-domestic-return',
};

/** What a label says besides the flow that it leads to. */
const saidBy: Readonly<Record<string, JsonArgs>> = {
  accept_offer: { want: 'accept' },
};

/** What a button means that begins this flow; undefined for what has no label. */
export const labelOf = (flow: string): string | undefined =>
  Object.keys(flowOf).find((label) => flowOf[label] === flow);

const smallTalk = ['greeting', 'thanks', 'goodbye', 'complaint', 'chitchat', 'yes', 'no'];

/** Undefined for `oos` and for labels that nobody here knows. */
export function meaningOf(label: string, args: JsonArgs = {}): Meaning | undefined {
  const flow = flowOf[label];
  const { story: _story, ...facts } = args;
  // Only there the whole of it is an answer.
  const known = flow === 'appeal' || label === 'faq_not_satisfied' ? args : facts;
  if (flow) return { kind: 'flow', flow, args: { ...known, ...saidBy[label] } };
  if (label.startsWith('faq_'))
    return { kind: 'flow', flow: 'show-article', args: { ...known, label } };
  if (smallTalk.includes(label)) return { kind: 'small_talk', label };
  return label === 'help' || label === 'restart' ? { kind: 'menu' } : undefined;
}

/** All that `main.mean_<label>` has a name for: what is guessed, and what may be typed as it is called. */
const named: readonly string[] = [
  ...Object.keys(flowOf),
  ...`not_received how_open tracking_invalid not_as_described cannot_open open_window form_characters
    file_types compress after_open seller_disagrees add_evidence domestic_return warranty
    received_after_refund cancel_dispute when_refund refund_not_received refund_card refund_bank
    not_satisfied`
    .split(/\s+/)
    .map((faq) => `faq_${faq}`),
];

/** The label whose name is the whole text: typing a button's words equals pressing it, on every day (R02). */
export const labelNamed = (text: string, scene: Scene): string | undefined =>
  named.find((label) => isOneOf(text, wordsOf(scene, `main.mean_${label}`)));

/** Jobs that have no label of their own, by the name of their button. */
const flowNamed: Readonly<Record<string, string>> = {
  'common.my_orders': 'pick-order',
  'common.contact_seller': 'contact-seller',
  'notice.turn_off': 'notices-off',
  'notice.turn_on': 'notices-on',
};

/** What is meant by a text that names a job and says nothing else. */
export function jobNamed(text: string, scene: Scene): Meaning | undefined {
  const key = Object.keys(flowNamed).find((name) =>
    isOneOf(text, [...wordsOf(scene, name), ...wordsOf(scene, `${name}_words`)]),
  );
  const flow = key && flowNamed[key];
  return flow ? { kind: 'flow', flow, args: {} } : undefined;
}

/** As many words say why, not only what. */
const fewestOfStory = 20;

/** Facts that the text gives, so that no flow asks for them (R08). */
export function factsIn(text: string, { entities }: Understood, scene: Scene): JsonArgs {
  const [orderId] = entities.orderIds;
  const [disputeId] = entities.disputeIds;
  const [trackingNumber] = entities.trackingNumbers;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  const device = ['phone', 'tablet'].find((kind) => says(`warranty.words_${kind}`));
  return {
    ...(orderId ? { orderId } : {}),
    ...(disputeId ? { disputeId } : {}),
    ...(trackingNumber ? { trackingNumber } : {}),
    ...mentionsIn(text, troubleIn(text, scene)),
    ...orderDayIn(text, entities, scene),
    ...(device ? { category: device } : {}),
    ...toldIn(text, entities, scene),
    ...(plain(text).split(' ').length >= fewestOfStory ? { story: text.trim() } : {}),
  };
}

/** A number and nothing else that we know what to do with. */
export function meaningOfNumbers({ entities }: Understood): Meaning | undefined {
  const [orderId] = entities.orderIds;
  const [disputeId] = entities.disputeIds;
  const [trackingNumber] = entities.trackingNumbers;
  if (disputeId) return { kind: 'flow', flow: 'dispute-status', args: { disputeId } };
  if (orderId) return { kind: 'flow', flow: 'show-order', args: { orderId } };
  if (trackingNumber) return { kind: 'flow', flow: 'track-order', args: { trackingNumber } };
  return undefined;
}
