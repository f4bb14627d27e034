/** A value for a phrase. Shown by its kind in the listener's locale and zone; JSON, so that it can be kept. */
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly kind: 'money'; readonly minor: string; readonly currency: string }
  /** The calendar day on which this instant falls: "Thursday 3 December". */
  | { readonly kind: 'day'; readonly at: number }
  /** The last full day before this exclusive end. */
  | { readonly kind: 'last_day'; readonly at: number }
  /** Day and time with the zone: a deadline in hours. */
  | { readonly kind: 'moment'; readonly at: number }
  /** Another phrase inside this one. */
  | { readonly kind: 'phrase'; readonly key: string; readonly data?: Data }
  /** Words of a buyer or a seller: escaped for the channel, never read as markup. */
  | { readonly kind: 'quote'; readonly text: string };

export type Data = { readonly [name: string]: Value };

/** A sentence by its key in knowledge/phrases, with its data. `open.ask_item` is the phrase `ask_item` of open.hbs. */
export interface Phrase {
  readonly key: string;
  readonly data?: Data;
}
