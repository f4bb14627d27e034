import { openDispute } from '../../../services/disputes/open-dispute.ts';
import type { OpenForm } from '../../../services/domain/command.ts';
import type { Order } from '../../../services/domain/order.ts';
import type { Result } from '../../../services/domain/refusal.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import type { Context, Ids, Principal, Rulebooks, Store } from '../../../services/ports.ts';
import type { DisputeView } from '../../../services/views.ts';
import { anOrder, noon } from '../../support/fixtures.ts';

export const rules = createRulebook({ policyZone: 'UTC', holidays: [] });

export const rulebooks: Rulebooks = {
  current: rules,
  of: (version) => {
    if (version === rules.version) return rules;
    throw new Error(`No rulebook ${version}`);
  },
};

/** Counts: D1000000001, D1000000002 ... */
export const countingIds = (start = 1_000_000_000): Ids => {
  let last = start;
  return {
    next: (kind) => {
      last += 1;
      return kind === 'dispute' ? `D${last}` : `${kind}-${last}`;
    },
  };
};

export const system: Principal = { kind: 'system' };
export const ana: Principal = { kind: 'buyer', id: 'b-1' };
export const stranger: Principal = { kind: 'buyer', id: 'b-2' };
export const seller: Principal = { kind: 'seller', id: 's-1' };
export const caseManager: Principal = { kind: 'staff', id: 'cm-1', role: 'case_manager' };
export const agent: Principal = { kind: 'staff', id: 'a-1', role: 'agent' };

/** Runs a use case in a transaction of its own, at an instant, as somebody. */
export type As = <T>(
  principal: Principal,
  now: Instant,
  work: (ctx: Context) => Promise<T>,
) => Promise<T>;

export const actingOn = (store: () => Store, ids: Ids = countingIds()): As => {
  return (principal, now, work) => {
    const here = store();
    return here.run((tx) => work({ tx, store: here, rulebooks, ids, principal, now }));
  };
};

/** The value, or a failure that names every refusal. */
export const done = <T, R extends { readonly code: string }>(
  result: Result<T, readonly R[]>,
): T => {
  if (result.ok) return result.value;
  throw new Error(`Refused: ${result.refusals.map(({ code }) => code).join(', ')}`);
};

/** The codes of a refusal; none if it was not refused. */
export const codes = <R extends { readonly code: string }>(
  result: Result<unknown, readonly R[]>,
): readonly string[] => (result.ok ? [] : result.refusals.map(({ code }) => code));

export const aForm = (changes: Partial<OpenForm> = {}): OpenForm => ({
  reason: 'not_as_described',
  subReason: 'damaged',
  remedy: 'refund_only',
  amount: 2490n,
  description: 'The case is cracked.',
  files: [],
  ...changes,
});

export const putAs = async (as: As, order: Order = anOrder(), now = noon): Promise<Order> => {
  done(await as(system, now, (ctx) => putOrder(ctx, order)));
  return order;
};

/** An order of `anOrder` with a dispute opened at `noon` by its buyer. */
export const opened = async (
  as: As,
  { form = aForm(), order = anOrder(), now = noon } = {},
): Promise<DisputeView> => {
  await putAs(as, order, now);
  const { id: orderId, buyer } = order;
  const itemId = order.items[0]?.id ?? '';
  return done(
    await as({ kind: 'buyer', id: buyer.id }, now, (ctx) =>
      openDispute(ctx, { orderId, itemId, form }),
    ),
  );
};
