import type { Command, Preview } from '../domain/command.ts';
import { preview } from '../domain/preview.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import { actorOf } from './actor.ts';
import { loadCase } from './load-case.ts';
import { notFound } from './refuse.ts';

/** What `command` would do to the money and the deadlines if it were given now. Writes nothing. */
export const previewCommand = async (
  ctx: Context,
  disputeId: string,
  command: Command,
): Promise<Result<Preview>> => {
  const loaded = await loadCase(ctx, disputeId);
  if (!loaded) return notFound();
  const { case_, rules } = loaded;
  const actor = actorOf(ctx.principal, { role: 'buyer', id: case_.dispute.buyerId });
  return preview(case_, command, actor, ctx.now, rules);
};
