import type { World } from './command.ts';

/** What was looked at. `fix` says what to do where it is not as it must be. */
export interface Finding {
  readonly about: string;
  readonly found: string;
  readonly fix?: string;
}

export type Check = (world: World) => Promise<readonly Finding[]>;

export const reinstall = (name: string): string =>
  `Install it again for this machine: npm rebuild ${name}, or npm ci.`;

export const reasonOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause instanceof Error ? fault.cause.message : fault.message;
};
