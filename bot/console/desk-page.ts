import { type Instant, isoOf } from '../../services/domain/time.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { type RefusalTeller, refusalTeller } from './desk-words.ts';
import { type Show, showAt } from './show.ts';

/** What every screen of the desk needs in its page. */
export const deskFiles = {
  styles: ['desk', 'pages', 'case', 'talk', 'facts', 'small'].map((name) => `console-${name}.css`),
  scripts: ['desk', 'keys', 'cases', 'lines', 'open'].map((name) => `console-${name}.js`),
};

/** For the page's script: the server's clock, and from which event on it has to listen. */
export const pageData = ({ at, no }: { readonly at: Instant; readonly no: number }) => ({
  now: isoOf(at),
  no,
});

export const showFor = ({ rulebooks }: DeskScreenDeps, now: Instant): Show =>
  showAt(now, rulebooks.current.policyZone);

export const tellerFor = (deps: DeskScreenDeps, now: Instant): RefusalTeller =>
  refusalTeller(deps, deps.rulebooks.current, now);
