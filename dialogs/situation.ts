import type { Situation } from '../knowledge/knowledge.ts';
import type { DisputeState } from '../services/domain/dispute.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import type { DisputeView } from '../services/views.ts';
import type { Frame } from './kit/flow.ts';
import type { Scene } from './kit/scene.ts';

/** What a step asks for, in the words of the understanding; other steps say nothing about what is meant. */
const askedAt: Readonly<Record<string, string>> = {
  list: 'order',
  item: 'order',
  amount: 'amount',
  part: 'amount',
  photos: 'evidence',
  choose: 'offer',
  accept: 'offer',
  preview: 'confirm',
  confirm: 'confirm',
  summary: 'confirm',
  cleaned: 'confirm',
  smaller: 'confirm',
  unused: 'confirm',
  packaging: 'confirm',
};

export interface Seen {
  readonly situation: Situation;
  /** Of the buyer's own items. */
  readonly titles: readonly string[];
  /** What sellers offer now, in minor units: who names such a sum asks for no other. */
  readonly offered: readonly string[];
}

/** The money is decided and has not come back yet. */
const refunding: readonly DisputeState[] = ['refund_pending'];

/**
 * What is known before a word is read: the open question, and where the buyer's disputes stand. One read of My
 * Orders, which the turn has use for anyway.
 */
export async function situationOf(frame: Frame | undefined, scene: Scene): Promise<Seen> {
  const { now } = scene.ctx;
  const openPrompt = frame && askedAt[frame.step];
  const asked = { now, ...(openPrompt ? { openPrompt } : {}) };
  if (!scene.buyer) return { situation: asked, titles: [], offered: [] };
  const orders = await listOrders(scene.ctx);
  const disputes = orders.flatMap(({ items }) => items.flatMap(({ dispute }) => dispute ?? []));
  const live = disputes.filter(({ label }) => label === 'in_progress');
  const state = (spokenOf(frame, disputes) ?? onlyOne(live))?.dispute.phase.state;
  const situation = {
    ...asked,
    hasOrders: orders.length > 0,
    hasLiveDispute: live.length > 0,
    hasOffer: live.some(hasOffer),
    refundInstructed: disputes.some(({ dispute }) => refunding.includes(dispute.phase.state)),
    ...(state ? { disputeState: state } : {}),
  };
  const titles = orders.flatMap(({ items }) => items.map(({ item }) => item.title));
  const offered = live.filter(hasOffer).flatMap(({ dispute }) => {
    const offer = dispute.proposals.findLast(({ by }) => by === 'seller');
    return offer ? [String(offer.amount)] : [];
  });
  return { situation, titles: [...new Set(titles)], offered };
}

const spokenOf = (frame: Frame | undefined, disputes: readonly DisputeView[]) =>
  disputes.find(({ dispute }) => dispute.id === frame?.draft.disputeId);

const onlyOne = ([first, second]: readonly DisputeView[]) => (second ? undefined : first);

const hasOffer = ({ dispute: { phase } }: DisputeView): boolean =>
  phase.state === 'awaiting_buyer' && phase.onTable === 'offer';
