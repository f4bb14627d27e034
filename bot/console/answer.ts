/** What a route answers; the shell sends it. */
export type Answer =
  | ({ readonly kind: 'page' } & Page)
  | ({ readonly kind: 'fragment'; readonly html: string } & FragmentOptions)
  | { readonly kind: 'goTo'; readonly path: string }
  | ({ readonly kind: 'file' } & SentFile)
  | { readonly kind: 'answered' };

export interface Page {
  readonly title: string;
  /** The inside of `<main>`, rendered and escaped by a view. */
  readonly html: string;
  /** The path of the tab that is marked; the request's own by default. */
  readonly tab?: string;
  /** File names of static/. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly status?: number;
}

interface FragmentOptions {
  /** Shown for a moment, and read out. */
  readonly say?: string;
  readonly status?: number;
  /** The address that the browser shows from now on. */
  readonly push?: string;
}

interface SentFile {
  /** As Content-Type. */
  readonly type: string;
  readonly body: string | Buffer;
  /** Saved under this name; shown where it is missing. */
  readonly name?: string;
}

export const page = (shown: Page): Answer => ({ kind: 'page', ...shown });
export const fragment = (html: string, options: FragmentOptions = {}): Answer => ({
  ...{ kind: 'fragment', html },
  ...options,
});
/** A path of the console. */
export const goTo = (path: string): Answer => ({ kind: 'goTo', path });
export const file = (sent: SentFile): Answer => ({ kind: 'file', ...sent });
/** The handler wrote the answer itself. */
export const answered: Answer = { kind: 'answered' };
