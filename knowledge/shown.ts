import type { Range } from '../services/domain/rulebook.ts';

/**
 * A value as a template sees it: its text, and what the helpers need to choose a plural or a list.
 * It has no prototype, so a template can reach nothing through it.
 */
export interface Shown {
  readonly text: string;
  readonly count?: number | Range;
  readonly items?: readonly string[];
  toString(): string;
}

export const shown = (text: string, more: Pick<Shown, 'count' | 'items'> = {}): Shown =>
  bare({ text, ...more, toString: () => text });

/** A copy without a prototype. */
export const bare = <T extends object>(fields: T): T => Object.assign(Object.create(null), fields);

export const isShown = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && 'text' in value;
