import type { Refusal } from '../../services/domain/refusal.ts';
import type { DeskRefusal } from '../../services/handoff/views.ts';
import { type Answer, fragment, page } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, tellerFor } from './desk-page.ts';
import type { Visit } from './route.ts';
import { viewOf } from './view.ts';

interface Told {
  readonly why: readonly { readonly words: string; readonly rule: string }[];
}

const pageView = viewOf<Told & { readonly back: string }>('refused');
const partView = viewOf<Told>('refused-part');

/** Nobody else's fault: something moved, or is not there any more. */
const conflicts = new Set([
  'moved',
  'taken',
  'with_hub',
  'case_over',
  'changed_meanwhile',
  'case_live',
  'approval_over',
]);

/** A no with all its reasons: under htmx beside what was typed, which stays; else as a page with the way back. */
export function refused(
  deps: DeskScreenDeps,
  visit: Visit,
  refusals: readonly (Refusal | DeskRefusal)[],
  back: string,
): Answer {
  const why = refusals.map(tellerFor(deps, deps.clock.now()).one);
  const status = refusals.some(({ code }) => conflicts.has(code)) ? 409 : 422;
  if (visit.byHtmx) return fragment(partView({ why }), { status });
  return page({
    title: 'Not done',
    tab: '/console/queue',
    status,
    html: pageView({ why, back }),
    ...deskFiles,
  });
}

/** The same for what was typed wrong: no rule of the marketplace says it. */
export const misTyped = (words: string): Answer =>
  fragment(partView({ why: [{ words, rule: '' }] }), { status: 422 });
