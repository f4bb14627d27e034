import type { CannedReply } from '../staff-port.ts';
import { done, refuse, type StaffContext, type StaffResult, writeAudit } from './staff-context.ts';

/** What a canned reply may name. Missing in a case, it stays in the text, for the agent to see. */
export const cannedFields = [
  'buyer.name',
  'agent.name',
  'case.number',
  'order.id',
  'order.item',
  'order.seller',
  'order.paid',
  'dispute.id',
  'dispute.amount',
  'dispute.deadline',
] as const;

export type CannedField = (typeof cannedFields)[number];
export type CannedValues = Readonly<Partial<Record<CannedField, string>>>;

const field = /\{\{ {0,3}([a-z.]{1,40}) {0,3}\}\}/g;
const isKnown = (name: string): name is CannedField =>
  (cannedFields as readonly string[]).includes(name);

/**
 * The text with its fields in place, in one pass: what a value holds is never read again. `missing`: named, but unknown in
 * this case.
 */
export const fillCanned = (
  text: string,
  values: CannedValues,
): { readonly text: string; readonly missing: readonly string[] } => {
  const missing = new Set<string>();
  const filled = text.replace(field, (whole, name: string) => {
    const value = isKnown(name) ? values[name] : undefined;
    if (value === undefined) missing.add(name);
    return value ?? whole;
  });
  return { text: filled, missing: [...missing] };
};

const longestText = 2_000;
const longestTitle = 80;

export const putCanned = async (
  ctx: StaffContext,
  reply: CannedReply,
): Promise<StaffResult<CannedReply>> => {
  const cleaned = { key: reply.key.trim(), title: reply.title.trim(), text: reply.text.trim() };
  const { key, title, text } = cleaned;
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(key)) return refuse({ code: 'key_unfit' });
  if (title === '' || title.length > longestTitle) return refuse({ code: 'title_missing' });
  if (text === '') return refuse({ code: 'text_missing' });
  if (text.length > longestText) return refuse({ code: 'text_too_long' });
  const unknown = [...text.matchAll(/\{\{([^{}]{0,60})/g)].find(
    ([, name = '']) => !isKnown(name.trim()),
  );
  if (unknown) return refuse({ code: 'field_unknown', field: (unknown[1] ?? '').trim() });
  await ctx.store.staff.canned.put(ctx.tx, cleaned);
  await writeAudit(ctx, 'canned.put', `canned ${key}`);
  return done(cleaned);
};

export const removeCanned = async (ctx: StaffContext, key: string): Promise<void> => {
  await ctx.store.staff.canned.remove(ctx.tx, key);
  await writeAudit(ctx, 'canned.remove', `canned ${key}`);
};

export const listCanned = ({
  tx,
  store,
}: Pick<StaffContext, 'tx' | 'store'>): Promise<readonly CannedReply[]> =>
  store.staff.canned.all(tx);
