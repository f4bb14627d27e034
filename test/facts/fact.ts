import type { RuleKey } from '../../services/domain/rulebook.ts';

/** One thing that the help page tells a buyer (seed/help-page.txt), who says it here and what enforces it. */
export interface Fact {
  /** Question of the help page, and a number of our own. */
  readonly id: `S${number}.${number}`;
  readonly fact: string;
  readonly article: string;
  /** Label of the part that says it; the article itself otherwise. */
  readonly part?: string;
  /** What its text, numbers filled in, must contain. */
  readonly says: RegExp;
  /** The rule behind it; `none` where there is nothing to enforce. */
  readonly rule: RuleKey | 'none';
  /** With `none`: why not. */
  readonly why?: string;
}
