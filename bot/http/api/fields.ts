import { z } from 'zod';
import type { PaymentMethod } from '../../../services/domain/order.ts';
import { parseInstant } from '../../../services/domain/time.ts';

/** Of an order, an item, a person, a parcel ...: the marketplace's own, fit for a path. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$/)
  .describe('1 to 64 letters, digits and _ . @ -, beginning with a letter or a digit');

/** One line of text. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'has control characters')
    // Two checks: one pattern for both would take quadratic time.
    .regex(/\S/, 'is blank');

/** What somebody wrote; how long it may be is the rulebook's to say. */
export const words = z
  .string()
  .max(20_000)
  .regex(/^[\P{Cc}\t\n\r]*$/u, 'has control characters');

/** Not as money yet: how many digits may follow the point depends on the currency. */
export const amount = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,3})?$/, 'is no decimal number like "24.90"')
  .describe('Decimal number as a string: "24.90"');

const first = Date.UTC(2000, 0, 1);
const last = Date.UTC(2200, 0, 1);

export const timestamp = z.iso
  .datetime({ offset: true, error: 'is no ISO 8601 time with a zone', abort: true })
  .refine((text) => {
    const at = parseInstant(text);
    return at !== undefined && at >= first && at < last;
  }, 'is not between the years 2000 and 2199');

export const party = z.enum(['buyer', 'seller']);
export const remedy = z.enum(['refund_only', 'return_and_refund']);
export const offeredRemedy = z.enum(['refund_only', 'return_and_refund', 'none']);
export const paymentMethod = z.enum([
  'credit_card',
  'debit_card',
  'bank_account',
  'other',
] satisfies PaymentMethod[]);
