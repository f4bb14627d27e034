import type { Item, Order } from './order.ts';
import type { Rulebook } from './rulebook.ts';
import { type Instant, startOfDayAfter, startOfDayYearsAfter } from './time.ts';

/** Facts that a verdict has found out are in it; `until` is exclusive, the whole last day counts. */
export type WarrantyVerdict =
  | { readonly verdict: 'covered'; readonly until: Instant }
  | { readonly verdict: 'not_offered' }
  | { readonly verdict: 'not_in_country'; readonly countries: readonly string[] }
  | { readonly verdict: 'not_completed' }
  | { readonly verdict: 'expired'; readonly until: Instant };

/** The One-Year Warranty on an item: sold with it, in the buyer's country, in time. @source S7 */
export const warranty = (
  order: Order,
  item: Item,
  now: Instant,
  rulebook: Rulebook,
): WarrantyVerdict => {
  const countries = countriesOf(item, rulebook);
  if (!item.warranty || !countries) return { verdict: 'not_offered' };
  if (!countries.includes(order.buyer.country)) return { verdict: 'not_in_country', countries };
  if (order.completedAt === undefined) return { verdict: 'not_completed' };
  const { policyZone, rules } = rulebook;
  const lastDay = startOfDayYearsAfter(order.completedAt, rules.warrantyYears.value, policyZone);
  const until = startOfDayAfter(lastDay, 1, policyZone);
  return { verdict: now < until ? 'covered' : 'expired', until };
};

const countriesOf = (item: Item, { rules }: Rulebook): readonly string[] | undefined => {
  switch (item.category) {
    case 'phone':
      return rules.phoneWarranty.value;
    case 'tablet':
      return rules.tabletWarranty.value;
    case 'other':
      return undefined;
  }
};
