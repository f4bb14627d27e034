import type { Phrase } from '../../knowledge/phrase.ts';

export interface Choice {
  /** Unique in its message. */
  readonly id: string;
  /** At most 20 characters, verb first; `title` data may lengthen it on lists. */
  readonly label: Phrase;
  /** What else may be typed for it, besides number, ordinal and label. */
  readonly synonyms?: readonly string[];
  /** Starts this flow whenever it is pressed, also later. Without it the choice answers this very prompt, once. */
  readonly begins?: { readonly flow: string; readonly args?: JsonArgs };
  readonly tone?: 'primary' | 'danger';
}

export type JsonArgs = { readonly [name: string]: string | number | boolean | null };

/** A row of a list that is picked from: an order, an item, a dispute. */
export interface Row {
  readonly choice: Choice;
  readonly title: Phrase;
  readonly lines: readonly Phrase[];
  /** "Dispute in Progress" and the like. */
  readonly badge?: Phrase;
}

/** What the bot says, for every channel alike; `bot/channels/render.ts` degrades it. */
export interface Message {
  /** One paragraph each, the answer first. A question is the last sentence of the last one. */
  readonly text: readonly Phrase[];
  readonly heading?: Phrase;
  readonly facts?: readonly { readonly label: Phrase; readonly value: Phrase }[];
  /** Verbatim words of a person, in an element of their own. */
  readonly quote?: string;
  readonly rows?: readonly Row[];
  readonly choices?: readonly Choice[];
  /** Asks for files; the rule says which are taken. */
  readonly attach?: 'openingFiles' | 'evidenceFiles';
  /** Evidence to be shown small. */
  readonly images?: readonly { readonly id: string; readonly name: string }[];
  readonly link?: { readonly label: Phrase; readonly path: string };
  /** Of the greeting, where the message that follows it has a link of its own. */
  readonly privacy?: { readonly label: Phrase; readonly path: string };
  /** Slug of the article that says so, with its section: every policy answer has one. */
  readonly source?: string;
  /** Label of the question that an article answers here: whether that helped may be asked. */
  readonly answers?: string;
}
