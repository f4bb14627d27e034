declare const instant: unique symbol;

/** A moment as milliseconds since 1970-01-01T00:00:00Z. Zones exist only where a date is computed or shown. */
export type Instant = number & { readonly [instant]: true };
