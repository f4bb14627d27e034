import { findDispute } from '../services/disputes/find-dispute.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import { explain } from './kit/explain.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { statusMessage } from './status-message.ts';

/** A write that was refused: every reason, the present state and what is possible now. */
export async function refusedWrite(
  refusals: readonly Refusal[],
  disputeId: string,
  scene: Scene,
): Promise<Next<never> & { readonly do: 'end' }> {
  const reasons = refusals.map(explain);
  const found = await findDispute(scene.ctx, disputeId);
  if (!found.ok) return { do: 'end', say: [{ text: reasons }] };
  return { do: 'end', say: [statusMessage(found.value, scene, reasons)] };
}
