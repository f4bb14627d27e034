import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { disputeView } from './dispute-view.ts';
import { loadCase } from './load-case.ts';
import { notFound } from './refuse.ts';

/** One dispute of the principal's, as it stands now. Writes nothing. */
export const findDispute = async (
  ctx: Context,
  disputeId: string,
): Promise<Result<DisputeView>> => {
  const loaded = await loadCase(ctx, disputeId);
  return loaded ? { ok: true, value: disputeView(ctx, loaded) } : notFound();
};
