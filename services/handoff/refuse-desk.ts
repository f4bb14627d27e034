import type { Fact } from '../domain/refusal.ts';
import type { DeskRefusal, DeskRefusalCode } from './views.ts';

/** One expected no of the desk, as a Result. */
export const refuseDesk = (
  code: DeskRefusalCode,
  facts: Readonly<Record<string, Fact>> = {},
): { readonly ok: false; readonly refusals: readonly DeskRefusal[] } => ({
  ok: false,
  refusals: [{ code, facts }],
});
