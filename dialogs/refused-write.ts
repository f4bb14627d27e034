import { findDispute } from '../services/disputes/find-dispute.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import type { DisputeView } from '../services/views.ts';
import { withChoices } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { person } from './menu.ts';
import { statusMessage } from './status-message.ts';

/** A write that was refused: every reason, the present state and what is possible now. */
export async function refusedWrite(
  refusals: readonly Refusal[],
  disputeId: string,
  scene: Scene,
): Promise<Next<never> & { readonly do: 'end' }> {
  const found = await findDispute(scene.ctx, disputeId);
  if (!found.ok) return { do: 'end', say: [{ text: refusals.map(explain) }] };
  return refusedNow(found.value, refusals, scene);
}

/** Every reason why something is not possible in this dispute, its state, and a person besides what is possible. */
export function refusedNow(view: DisputeView, refusals: readonly Refusal[], scene: Scene) {
  // Where nothing can be done any more, "at most 0.00 is possible" says nothing.
  const others = refusals.filter(({ code }) => code !== 'amount_too_large');
  const telling = others.length > 0 ? others : refusals;
  const status = statusMessage(view, scene, telling.map(explain));
  return { do: 'end', say: [withChoices(status, [person(scene)])] } as const;
}
