import type { Data, Phrase, Value } from '../../knowledge/phrase.ts';
import type { Money } from '../../services/domain/money.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { Message } from './message.ts';

export const phrase = (key: string, data?: Data): Phrase => (data ? { key, data } : { key });

/** A message of one paragraph. */
export const saying = (key: string, data?: Data): Message => ({ text: [phrase(key, data)] });

export const fact = (label: string, value: Phrase) => ({ label: phrase(label), value });

export const money = (minor: bigint | string, currency: string): Value => ({
  kind: 'money',
  minor: String(minor),
  currency,
});

export const sum = ({ minor, currency }: Money): Value => money(minor, currency);

export const day = (at: Instant): Value => ({ kind: 'day', at });

/** `at` is exclusive: the day before it is said. */
export const lastDay = (at: Instant): Value => ({ kind: 'last_day', at });

export const moment = (at: Instant): Value => ({ kind: 'moment', at });

/** Somebody's own words: never read as markup. */
export const quote = (text: string): Value => ({ kind: 'quote', text });

export const nested = (key: string, data?: Data): Value =>
  data ? { kind: 'phrase', key, data } : { kind: 'phrase', key };
