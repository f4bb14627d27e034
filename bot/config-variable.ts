import { z } from 'zod';

/** One variable: what it is for, an example, and its check. The single source of `.env.example`. */
export interface Variable<Schema extends z.ZodType> {
  readonly group: string;
  readonly purpose: string;
  readonly example: string;
  /** Shown as the value in `.env.example`; a variable without one is commented out. */
  readonly byDefault?: string;
  readonly neededWhen?: string;
  readonly secret?: true;
  readonly schema: Schema;
}

export const variable = <Schema extends z.ZodType>(v: Variable<Schema>): Variable<Schema> => v;

/** One that nobody guesses. */
export const secret = z.string().min(32, 'is shorter than 32 characters');

/** Parts between commas, without the empty ones. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
