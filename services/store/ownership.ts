import type { Principal } from '../ports.ts';
import type { Scalar } from './bindings.ts';

/** A WHERE condition with its bindings. */
export interface Condition {
  readonly sql: string;
  readonly bindings: readonly Scalar[];
}

/**
 * What of a table with `buyer_id` and `seller_id` this person may read. It is part of the statement, so "not yours"
 * and "not there" are one answer after one and the same query.
 */
export const ownedBy = (principal: Principal): Condition => {
  switch (principal.kind) {
    case 'visitor':
      return { sql: '1 = 0', bindings: [] };
    case 'buyer':
      return { sql: 'buyer_id = ?', bindings: [principal.id] };
    case 'seller':
      return { sql: 'seller_id = ?', bindings: [principal.id] };
    case 'staff':
    case 'system':
      return { sql: '1 = 1', bindings: [] };
  }
};
