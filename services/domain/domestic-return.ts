import type { Item } from './order.ts';

export interface ItemCondition {
  readonly unused: boolean;
  readonly inOriginalPackaging: boolean;
}

export type DomesticReturnVerdict =
  | { readonly verdict: 'not_offered' }
  | { readonly verdict: 'eligible' }
  | {
      readonly verdict: 'not_eligible';
      readonly because: readonly ('used' | 'packaging_missing')[];
    };

/** May the item go back to an address in the buyer's country? Every reason against it at once. @source S6 */
export const domesticReturn = (item: Item, condition: ItemCondition): DomesticReturnVerdict => {
  if (!item.domesticReturn) return { verdict: 'not_offered' };
  const because = [
    ...(condition.unused ? [] : ['used' as const]),
    ...(condition.inOriginalPackaging ? [] : ['packaging_missing' as const]),
  ];
  return because.length === 0 ? { verdict: 'eligible' } : { verdict: 'not_eligible', because };
};
