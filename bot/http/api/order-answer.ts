import { type LoadedCase, loadCase } from '../../../services/disputes/load-case.ts';
import type { CommandType, LiveCommandType } from '../../../services/domain/command.ts';
import type { Actor } from '../../../services/domain/dispute.ts';
import { liveOf, liveStanding } from '../../../services/domain/guard.ts';
import type { Refusal } from '../../../services/domain/refusal.ts';
import { isoOf } from '../../../services/domain/time.ts';
import { commandTypes, transitions } from '../../../services/domain/transitions.ts';
import type { Context } from '../../../services/ports.ts';
import type { ItemView, OrderView } from '../../../services/views.ts';
import type { OrderOutput } from './order-schema.ts';
import { itemWords, orderWords } from './order-wire.ts';

type ItemOutput = OrderOutput['items'][number];

/** The order with what its buyer may and may not do about each item. */
export async function orderAnswer(
  ctx: Context,
  { order, items }: Pick<OrderView, 'order' | 'items'>,
): Promise<OrderOutput> {
  const answered: ItemOutput[] = [];
  for (const item of items) answered.push(await itemAnswer(ctx, item, order.buyer.id));
  return { ...orderWords(order), items: answered };
}

async function itemAnswer(ctx: Context, view: ItemView, buyerId: string): Promise<ItemOutput> {
  const disputeId = view.dispute?.dispute.id;
  const { chargedBackAt } = view.money;
  const loaded = disputeId === undefined ? undefined : await loadCase(ctx, disputeId);
  const about = (view.dispute?.allowed ?? []).map(({ type }) => type).filter((t) => t !== 'open');
  const opens = view.whyNotOpen.length === 0 ? ['open'] : [];
  return {
    ...itemWords(view.item),
    ...(chargedBackAt !== undefined && { chargedBackAt: isoOf(chargedBackAt) }),
    ...(disputeId !== undefined && { disputeId }),
    allowedActions: [...opens, ...about],
    refused: [
      ...view.whyNotOpen.map((refusal) => refusedAction('open', refusal)),
      ...(loaded ? refusedOf(ctx, loaded, { role: 'buyer', id: buyerId }) : []),
    ],
  };
}

const ofBuyer = commandTypes.filter(
  (type): type is LiveCommandType => type !== 'open' && transitions[type].by.includes('buyer'),
);

const refusedOf = ({ now }: Context, { case_, rules }: LoadedCase, actor: Actor) =>
  ofBuyer.flatMap((type) =>
    liveStanding(liveOf({ case_, actor, now, rules }, case_.dispute), type).map((refusal) =>
      refusedAction(type, refusal),
    ),
  );

const refusedAction = (action: CommandType, { code, rule, from, until }: Refusal) => ({
  action,
  code,
  rule,
  ...(from !== undefined && { from: isoOf(from) }),
  ...(until !== undefined && { until: isoOf(until) }),
});
