import { loadCase } from '../disputes/load-case.ts';
import type { CommandType } from '../domain/command.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refusedActions } from '../domain/refused-actions.ts';
import { findOrder } from '../orders/find-order.ts';
import type { Context } from '../ports.ts';

/** What a job of the bot is for, as a command of the rules. */
const commands: Readonly<Partial<Record<string, CommandType>>> = {
  'cancel-dispute': 'cancel',
  'add-evidence': 'add_evidence',
  'remove-evidence': 'remove_evidence',
  'ship-return': 'ship_back',
  'propose-terms': 'propose',
  'answer-offer': 'accept_offer',
  appeal: 'appeal',
  survey: 'survey',
};

/** The rules that stand in the way of what the buyer was at, as they are now; empty if none does or nothing was begun. */
export const blockedBy = async (
  ctx: Context,
  about: {
    readonly goal: string | undefined;
    readonly buyerId?: string;
    readonly orderId?: string;
    readonly disputeId?: string;
  },
): Promise<readonly Refusal[]> => {
  const { goal, buyerId, orderId, disputeId } = about;
  if (goal === undefined || buyerId === undefined) return [];
  const asBuyer: Context = { ...ctx, principal: { kind: 'buyer', id: buyerId } };
  if (goal === 'open-dispute') return orderId === undefined ? [] : openBlocks(asBuyer, orderId);
  const type = commands[goal];
  if (type === undefined || disputeId === undefined) return [];
  const loaded = await loadCase(asBuyer, disputeId);
  if (!loaded) return [];
  const buyer = { role: 'buyer', id: buyerId } as const;
  const refused = refusedActions(loaded.case_, buyer, ctx.now, loaded.rules);
  return refused.find((one) => one.type === type)?.refusals ?? [];
};

/** Only where no item of the order can be disputed: then one of them tells why. */
const openBlocks = async (ctx: Context, orderId: string): Promise<readonly Refusal[]> => {
  const found = await findOrder(ctx, orderId);
  if (!found.ok) return [];
  const { items } = found.value;
  return items.some(({ whyNotOpen }) => whyNotOpen.length === 0)
    ? []
    : (items[0]?.whyNotOpen ?? []);
};
