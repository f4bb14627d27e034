import type { z } from 'zod';
import { type Money, parseMoney } from '../../../services/domain/money.ts';
import { type FieldFault, invalid } from './api-problem.ts';

/** The value as the schema has it. Throws 400 with the path of every fault; `at` is put before each path. */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const read = schema.safeParse(value, { reportInput: false });
  if (read.success) return read.data;
  throw invalid(read.error.issues.flatMap(faultsOf));
}

/** A decimal amount as money. Throws 422 if it has more digits than the currency. */
export function readAmount(text: string, currency: string, path: string): bigint {
  const money = amountIn(text, currency);
  if (!money) throw invalid([tooManyDigits(path, currency)], 422);
  return money.minor;
}

export const amountIn = (text: string, currency: string): Money | undefined =>
  parseMoney(text, currency);

export const tooManyDigits = (path: string, currency: string): FieldFault => ({
  path,
  code: 'too_many_digits',
  message: `has more digits after the point than ${currency} has`,
});

function faultsOf(issue: z.core.$ZodIssue): readonly FieldFault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key].join('.').slice(0, 200),
      code: issue.code,
      message: 'is not known here',
    }));
  return [{ path: path.join('.').slice(0, 200), code: issue.code, message: issue.message }];
}
