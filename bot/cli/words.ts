import { explain } from '../../dialogs/kit/explain.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { decimalString } from '../../services/domain/money.ts';
import type { Refusal } from '../../services/domain/refusal.ts';
import type { Instant } from '../../services/domain/time.ts';

/** How an operator is told things: British English, in the zone of the rules. */
export interface Wording {
  moment(at: Instant): string;
  /** The day before an exclusive end, where the end is a midnight; else the moment. */
  until(end: Instant): string;
  why(refusal: Refusal): string;
}

export function wordingOf(knowledge: Knowledge, policyZone: string): Wording {
  const moments = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: policyZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  });
  const listener = { locale: 'en-GB', timeZone: policyZone, policyZone };
  return {
    moment: (at) => moments.format(at),
    until: (end) => moments.format(end),
    why: (refusal) =>
      knowledge.say(explain(refusal), listener, 'plain').replace(/\s+/g, ' ').trim(),
  };
}

export const amountOf = (minor: bigint, currency: string): string =>
  `${decimalString({ minor, currency })} ${currency}`;
