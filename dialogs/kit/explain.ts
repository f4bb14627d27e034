import type { Phrase, Value } from '../../knowledge/phrase.ts';
import type { Fact, Refusal } from '../../services/domain/refusal.ts';
import type { RuleKey } from '../../services/domain/rulebook.ts';
import type { Instant } from '../../services/domain/time.ts';
import { day, lastDay, moment, money, phrase } from './values.ts';

/** Windows that are counted in days: their end is a last day, not a minute of the next one. */
const lateBy: { readonly [rule in RuleKey]?: string } = {
  appealWithinDays: 'appeal.too_late',
  surveyWithinDays: 'survey.too_late',
};

/**
 * Why something can't be done now, as the phrase `refusal.<code>`. Amounts become money in the refusal's
 * `currency`; the bounds are there as the day (`from`, `until`) and to the minute (`fromMoment`, `untilMoment`).
 */
export function explain(refusal: Refusal): Phrase {
  const { code, facts, from, until } = refusal;
  const currency = typeof facts.currency === 'string' ? facts.currency : 'XXX';
  const values = Object.entries(facts).map(([name, fact]) => [
    name,
    factValue(name, fact, currency),
  ]);
  const exact = code === 'too_late' ? lateBy[refusal.rule] : undefined;
  return phrase(exact ?? `refusal.${code}`, {
    ...(Object.fromEntries(values) as Record<string, Value>),
    ...(from === undefined ? {} : { from: day(from), fromMoment: moment(from) }),
    ...(until === undefined ? {} : { until: lastDay(until), untilMoment: moment(until) }),
  });
}

/** A number named `...At` is an instant. */
function factValue(name: string, fact: Fact, currency: string): Value {
  if (typeof fact === 'bigint') return money(fact, currency);
  return typeof fact === 'number' && name.endsWith('At') ? day(fact as Instant) : fact;
}
