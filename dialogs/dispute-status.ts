import { findDispute } from '../services/disputes/find-dispute.ts';
import type { DisputeView } from '../services/views.ts';
import { aboutDispute } from './kit/args.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { statusMessage } from './status-message.ts';

type Draft = { readonly disputeId: string; readonly orderId: string };

/** Where a dispute stands, who must act until when, and what the buyer may do. Asks only which dispute. */
export const disputeStatus: Flow<Draft> = {
  name: 'dispute-status',
  version: 1,
  needsBuyer: true,
  start: aboutDispute,
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'dispute-status', scene);
  if (!found.picked) return found.next;
  return { do: 'end', say: [statusMessage(found.view, scene)] };
}

type Found =
  | { readonly picked: true; readonly view: DisputeView }
  | { readonly picked: false; readonly next: Next<never> & { readonly do: 'end' } };

/** The dispute that was named, or the end of this flow: to the picker, or because it is not the buyer's. */
export async function disputeOrPick(
  draft: { readonly disputeId: string; readonly orderId?: string },
  flow: string,
  scene: Scene,
  more: JsonArgs = {},
): Promise<Found> {
  if (draft.disputeId === '') {
    const args = { ...more, target: flow, orderId: draft.orderId ?? null };
    return { picked: false, next: { do: 'end', begin: { flow: 'pick-dispute', args } } };
  }
  const found = await findDispute(scene.ctx, draft.disputeId);
  if (found.ok) return { picked: true, view: found.value };
  return { picked: false, next: { do: 'end', say: [{ text: found.refusals.map(explain) }] } };
}
