import { instant } from '../../services/domain/time.ts';
import { assign } from '../../services/handoff/assign.ts';
import { claim } from '../../services/handoff/claim.ts';
import type { DeskContext, DeskResult } from '../../services/handoff/desk-context.ts';
import { handBack } from '../../services/handoff/hand-back.ts';
import { snooze, waitForBuyer } from '../../services/handoff/put-aside.ts';
import { queue } from '../../services/handoff/queue.ts';
import { release } from '../../services/handoff/release.ts';
import { resolve, undoResolve } from '../../services/handoff/resolve.ts';
import { takeOver } from '../../services/handoff/take-over.ts';
import { type Answer, goTo } from './answer.ts';
import { isFree } from './case-row.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { refused } from './desk-refused.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';

interface Verb {
  readonly path: string;
  readonly run: (
    ctx: DeskContext,
    handoffId: string,
    form: URLSearchParams,
  ) => Promise<DeskResult<unknown>>;
  /** Where one goes afterwards; the case itself by default. */
  readonly next?: (deps: DeskScreenDeps, visit: Visit) => Promise<string>;
}

const minute = 60_000;

const verbs: readonly Verb[] = [
  { path: 'claim', run: (ctx, handoffId) => claim(ctx, { handoffId }) },
  { path: 'take-over', run: (ctx, handoffId) => takeOver(ctx, { handoffId }) },
  { path: 'undo-resolve', run: (ctx, handoffId) => undoResolve(ctx, { handoffId }) },
  { path: 'wait', run: (ctx, handoffId) => waitForBuyer(ctx, { handoffId }) },
  { path: 'release', run: (ctx, handoffId) => release(ctx, { handoffId }) },
  { path: 'hand-back', run: (ctx, handoffId) => handBack(ctx, { handoffId }) },
  {
    path: 'assign',
    run: (ctx, handoffId, form) => assign(ctx, { handoffId, to: form.get('to') ?? '' }),
  },
  {
    path: 'snooze',
    run: (ctx, handoffId, form) => {
      const minutes = Math.min(43_200, Math.max(0, Math.round(Number(form.get('minutes')) || 0)));
      return snooze(ctx, { handoffId, until: instant(ctx.now + minutes * minute) });
    },
  },
  {
    path: 'resolve',
    run: (ctx, handoffId) => resolve(ctx, { handoffId }),
    next: nextAfter,
  },
];

/** What is done with a case as a whole. Plain forms: they work without a script, and the page is drawn anew. */
export const verbRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] =>
  verbs.map((verb) => ({
    ...{ method: 'post', path: `/console/cases/:id/${verb.path}`, roles: everybody },
    handle: (visit) => perform(deps, visit, verb),
  }));

async function perform(deps: DeskScreenDeps, visit: Visit, verb: Verb): Promise<Answer> {
  const id = visit.params.id ?? '';
  const done = await deps.desk.run(visit.principal, (ctx) => verb.run(ctx, id, visit.form));
  if (!done.ok && verb.path === 'claim' && done.refusals.some(isLost))
    return goTo(`/console/cases/${id}?late=1`);
  if (!done.ok) return refused(deps, visit, done.refusals, `/console/cases/${id}`);
  return goTo(verb.next ? await verb.next(deps, visit) : `/console/cases/${id}`);
}

/** Somebody was faster: nothing went wrong, and the case itself says who has it. */
const isLost = ({ code }: { readonly code: string }): boolean =>
  code === 'taken' || code === 'case_over';

/** One's own next case that waits for an answer, then the most urgent one that waits; `resolved` offers the undo. */
async function nextAfter(deps: DeskScreenDeps, visit: Visit): Promise<string> {
  const id = visit.params.id ?? '';
  const { rows } = await deps.desk.run(visit.principal, queue);
  const mine = rows.find(({ agent, buyerWaits }) => agent?.id === visit.staff.id && buyerWaits);
  const next = mine ?? rows.find(isFree);
  return `/console/cases/${next?.id ?? id}?resolved=${encodeURIComponent(id)}`;
}
