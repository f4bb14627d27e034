import type { Understood } from '../knowledge/knowledge.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';

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
  // Until their own flows exist, these show where the dispute stands and who can help.
  accept_offer: 'dispute-status',
  reject_offer: 'dispute-status',
  counter_offer: 'dispute-status',
  return_shipment: 'dispute-status',
};

/** Actions that are answered by their article for now. */
const articleOf: Readonly<Record<string, string>> = {
  add_evidence: 'faq_add_evidence',
  remove_evidence: 'faq_add_evidence',
  warranty_check: 'faq_warranty',
  domestic_return_check: 'faq_domestic_return',
};

const smallTalk = ['greeting', 'thanks', 'goodbye', 'complaint', 'chitchat', 'yes', 'no'];

/** Undefined for `oos` and for labels that nobody here knows. */
export function meaningOf(label: string, args: JsonArgs = {}): Meaning | undefined {
  const flow = flowOf[label];
  if (flow) return { kind: 'flow', flow, args };
  const article = articleOf[label] ?? (label.startsWith('faq_') ? label : undefined);
  if (article) return { kind: 'flow', flow: 'show-article', args: { label: article } };
  if (smallTalk.includes(label)) return { kind: 'small_talk', label };
  return label === 'help' || label === 'restart' ? { kind: 'menu' } : undefined;
}

/** Facts that the text gives, so that no flow asks for them (R08). */
export function factsIn(text: string, { entities }: Understood, scene: Scene): JsonArgs {
  const [orderId] = entities.orderIds;
  const [disputeId] = entities.disputeIds;
  const [trackingNumber] = entities.trackingNumbers;
  const [amount, second] = entities.amounts;
  const says = (key: string) => mentionsOneOf(text, wordsOf(scene, key));
  const notReceived = says('open.words_not_received');
  return {
    ...(orderId ? { orderId } : {}),
    ...(disputeId ? { disputeId } : {}),
    ...(trackingNumber ? { trackingNumber } : {}),
    ...(amount && !second
      ? { said: String(amount.minor), saidCurrency: amount.currency ?? '' }
      : {}),
    ...(!amount && says('open.all_words') ? { said: 'all' } : {}),
    ...(notReceived ? { reason: 'not_received' } : {}),
    ...(!notReceived && says('open.words_not_as_described') ? { reason: 'not_as_described' } : {}),
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
