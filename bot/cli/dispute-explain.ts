import { loadCase } from '../../services/disputes/load-case.ts';
import { findOrder } from '../../services/orders/find-order.ts';
import type { Context } from '../../services/ports.ts';
import type { ItemView, OrderView } from '../../services/views.ts';
import { type Command, Failure, type Parts } from './command.ts';
import { commandLines, dateLines, limitLines } from './explain-dispute.ts';
import { type Asked, formLines, openingLines } from './explain-opening.ts';
import { lineOf, type RuleLine } from './rule-line.ts';
import { systemContext } from './system-context.ts';
import { amountOf, wordingOf } from './words.ts';

export const disputeExplain: Command = {
  usage: 'dispute explain ORDER [ITEM]',
  does: 'every rule about a dispute on the item, with its verdict, its dates and who says so',
  words: { min: 1, max: 2 },
  run: async ({ words: [orderId = '', itemId] }, world) => {
    const parts = await world.open();
    const text = await parts.store.run(async (tx) => {
      const ctx = systemContext(parts, tx);
      const found = await findOrder(ctx, orderId);
      if (!found.ok) throw noOrder(orderId);
      const items = itemsOf(found.value, itemId);
      const told: string[] = [];
      for (const item of items) told.push(await explained(parts, ctx, found.value, item));
      return told.join('\n\n');
    });
    world.say(text);
  },
};

const noOrder = (orderId: string): Failure =>
  new Failure(
    `There is no order ${orderId}.`,
    "An order's number is the marketplace's, of 16 digits as a rule. A dispute's begins with D: npm run cli -- dispute show ID",
  );

function itemsOf({ order, items }: OrderView, itemId: string | undefined): readonly ItemView[] {
  if (itemId === undefined) return items;
  const wanted = items.filter(({ item }) => item.id === itemId);
  if (wanted.length > 0) return wanted;
  const there = items.map(({ item }) => `${item.id} (${item.title})`).join(', ');
  throw new Failure(`Order ${order.id} has no item ${itemId}.`, `It has: ${there}.`);
}

async function explained(
  parts: Parts,
  ctx: Context,
  view: OrderView,
  item: ItemView,
): Promise<string> {
  const rules = parts.rulebooks.current;
  const wording = wordingOf(parts.knowledge, rules.policyZone);
  const asked: Asked = { view, item, now: ctx.now, rules, wording };
  const { order } = view;
  const list = (lines: readonly RuleLine[]) => lines.map((line) => lineOf(line, rules));
  return [
    `Order ${order.id}, ${order.status}, of ${order.buyer.name} (${order.buyer.id}), sold by ${order.seller.name}.`,
    `Item ${item.item.id}: ${item.item.title}, ${amountOf(item.item.paid.minor, item.item.paid.currency)}.`,
    `It is ${wording.moment(ctx.now)}. Rulebook ${rules.version} counts days in ${rules.policyZone}.`,
    '',
    `May a dispute be opened now? ${answer(item)}`,
    ...list(openingLines(asked)),
    '',
    'What the form is asked:',
    ...list(formLines(asked)),
    ...(await ofDispute(parts, ctx, item)),
  ].join('\n');
}

function answer({ whyNotOpen }: ItemView): string {
  if (whyNotOpen.length === 0) return 'Yes: no rule is against it.';
  return `No: ${whyNotOpen.length === 1 ? 'one rule is' : `${whyNotOpen.length} rules are`} against it.`;
}

async function ofDispute(parts: Parts, ctx: Context, { dispute: view }: ItemView) {
  const loaded = view && (await loadCase(ctx, view.dispute.id));
  if (!loaded) return [];
  const { dispute } = loaded.case_;
  const { rules } = loaded;
  const wording = wordingOf(parts.knowledge, rules.policyZone);
  const asked = { loaded, now: ctx.now, wording };
  const list = (lines: readonly RuleLine[]) => lines.map((line) => lineOf(line, rules));
  return [
    '',
    `Dispute ${dispute.id} was opened on ${wording.moment(dispute.openedAt)} and is ${dispute.phase.state}. It keeps rulebook ${dispute.rulebookVersion}.`,
    'Its dates:',
    ...list(dateLines(asked)),
    '',
    'Who may do what now:',
    ...list(commandLines(asked)),
    '',
    'Its limits and its money:',
    ...list(limitLines(asked)),
  ];
}
