import type { Phrase } from './phrase.ts';

/** Who is spoken to: decides words, number and date formats. */
export interface Listener {
  /** BCP 47. */
  readonly locale: string;
  /** IANA zone of the buyer. */
  readonly timeZone: string;
  /** IANA zone in which the rules count days. */
  readonly policyZone: string;
  /** The present instant in ms: days of the same year are said without it. Without it the year is always said. */
  readonly today?: number;
}

/** How the text of a phrase is escaped: interpolated values never become markup of the channel. */
export type TextFormat = 'markdown' | 'plain';

export interface Article {
  /** File name, URL and `Message.source`: `not-received`. */
  readonly slug: string;
  readonly title: string;
  /** Question number of the help page: 1..11. */
  readonly section: number;
  readonly validFrom: string;
  /** Markdown with the rulebook's numbers filled in. */
  readonly body: string;
  /** The chat's short version: at most 300 characters a paragraph. */
  readonly short: string;
  /** Flow names that fit the answer, as buttons. */
  readonly actions: readonly string[];
  readonly subAnswers: readonly SubAnswer[];
}

/** A part of an article with an intent of its own: `faq_file_types` within section 3. */
export interface SubAnswer {
  readonly intent: string;
  readonly title: string;
  readonly short: string;
  readonly body: string;
  readonly actions: readonly string[];
}

export interface Entities {
  readonly orderIds: readonly string[];
  readonly disputeIds: readonly string[];
  readonly trackingNumbers: readonly string[];
  /** Minor units; the currency is missing if none was said. */
  readonly amounts: readonly { readonly minor: bigint; readonly currency?: string }[];
  /** Percentages as numbers: 45 for "45%". */
  readonly percents?: readonly number[];
  /** Spans of time, ISO 8601: `P3W` for "3 weeks". */
  readonly durations?: readonly string[];
  /** Days that were said, read only if `Situation.now` is known. */
  readonly dates?: readonly SaidDate[];
}

/** A calendar day, week or month in the buyer's words. */
export interface SaidDate {
  readonly text: string;
  /**
   * `yyyy-mm-dd`, likeliest first: "05/11" has two, and the buyer is asked which.
   * A month is `yyyy-mm`, a week `yyyy-Www`: "in March", "last week".
   */
  readonly readings: readonly string[];
}

/**
 * What is known before a word is read: it makes some labels likelier, and none certain.
 * A missing field says nothing; `false` says that there is none.
 */
export interface Situation {
  /** What is asked now: `confirm` (yes or no), `offer`, `amount`, `evidence`, `order`; other words have no weight. */
  readonly openPrompt?: string;
  readonly hasLiveDispute?: boolean;
  /** State of the dispute that the conversation is about, as the domain names it. */
  readonly disputeState?: string;
  /** A proposal of the seller waits for the buyer. */
  readonly hasOffer?: boolean;
  readonly hasOrders?: boolean;
  /** A refund of the buyer is on its way. */
  readonly refundInstructed?: boolean;
  /** The present instant in ms: relative days ("yesterday") count from it. */
  readonly now?: number;
}

export interface Understood {
  /** `answer`: act on the first; `ask`: did you mean; `out`: say what is in scope. */
  readonly band: 'answer' | 'ask' | 'out';
  /** Best first, labels of ../shared/nlu/README.md, scores 0..1. */
  readonly intents: readonly { readonly label: string; readonly score: number }[];
  /** Further wishes said in other clauses of the message, in their order; missing if there are none. */
  readonly also?: readonly { readonly label: string; readonly score: number }[];
  readonly entities: Entities;
}

export interface Knowledge {
  /** The sentence in the listener's language; throws on an unknown key, which a test excludes. */
  say(phrase: Phrase, listener: Listener, format: TextFormat): string;
  has(key: string): boolean;
  readonly articles: readonly Article[];
  article(slug: string): Article | undefined;
  /** The article, and its part, that answers a `faq_*` label. */
  answerTo(label: string): { readonly article: Article; readonly part?: SubAnswer } | undefined;
  understand(text: string, situation?: Situation): Understood;
  /**
   * Days said in words that `understand` does not read ("mid May", "Christmas Eve"), `yyyy-mm-dd`, with all readings;
   * `now` in ms. For a question whose answer may be a day: the first call loads a slow reader (a quarter of a second).
   */
  daysSaid(text: string, now: number): Promise<readonly string[]>;
}
