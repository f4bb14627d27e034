import { previewCommand } from '../../services/disputes/preview-command.ts';
import type { CaseManagerCommand } from '../../services/disputes/rule-on-dispute.ts';
import { needsSecond } from '../../services/handoff/ask-approval.ts';
import { decideApproval } from '../../services/handoff/decide-approval.ts';
import { escalatedCase, escalatedDisputes } from '../../services/handoff/escalated-disputes.ts';
import { ruleAsManager } from '../../services/handoff/rule-as-manager.ts';
import type { EscalatedCase } from '../../services/handoff/views.ts';
import { Problem } from '../http/problem.ts';
import { type Answer, fragment, goTo, page } from './answer.ts';
import { type ApprovalView, approvalViews } from './approval-view.ts';
import { type CaseView, caseView, type EscalatedView, escalatedView } from './cases-model.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, showFor, tellerFor } from './desk-page.ts';
import { misTyped, refused } from './desk-refused.ts';
import { previewWords, withText } from './preview-words.ts';
import { readCommand } from './read-command.ts';
import { type ConsoleRoute, managers, type Visit } from './route.ts';
import { viewOf } from './view.ts';

const listView = viewOf<{
  readonly now: string;
  readonly rows: readonly EscalatedView[];
  readonly approvals: readonly ApprovalView[];
  readonly csrf: string;
}>('escalated');
const oneView = viewOf<
  CaseView & { readonly csrf: string; readonly note: string; readonly now: string }
>('dispute');
const checkView = viewOf<{
  readonly lines: readonly string[];
  readonly refused: readonly { readonly words: string; readonly rule: string }[];
}>('check');

const own = '/console/disputes/:id';

export const caseRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    method: 'get',
    path: '/console/escalated',
    roles: managers,
    handle: (visit) => showList(deps, visit),
  },
  { method: 'get', path: own, roles: managers, handle: (visit) => showOne(deps, visit) },
  {
    ...{ method: 'post', path: `${own}/:type/check`, roles: managers, quiet: true },
    handle: (visit) => check(deps, visit),
  },
  { method: 'post', path: `${own}/:type`, roles: managers, handle: (visit) => rule(deps, visit) },
  {
    ...{ method: 'post', path: '/console/approvals/:id', roles: managers },
    handle: (visit) => decide(deps, visit),
  },
];

async function showList(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const read = await deps.desk.run(visit.principal, async (ctx) => ({
    rows: await escalatedDisputes(ctx),
    approvals: await approvalViews(ctx, showFor(deps, ctx.now)),
    now: ctx.now,
  }));
  if (!read.rows.ok) return refused(deps, visit, read.rows.refusals, '/console/queue');
  const show = showFor(deps, read.now);
  const html = listView({
    rows: read.rows.value.map((row) => escalatedView(row, show)),
    ...{ approvals: read.approvals, csrf: visit.csrf, now: show.moment(read.now).iso },
  });
  return page({ title: 'Escalated disputes', tab: '/console/escalated', html, ...deskFiles });
}

async function readOne(deps: DeskScreenDeps, visit: Visit): Promise<EscalatedCase> {
  const id = visit.params.id ?? '';
  const read = await deps.desk.run(visit.principal, (ctx) => escalatedCase(ctx, id));
  if (read.ok) return read.value;
  throw new Problem(404, 'not_found', 'There is no such dispute, or it is not for your role.');
}

const notes: Readonly<Record<string, string>> = {
  done: 'Recorded. Both parties are told.',
  asked: 'A second case manager has to agree. It is recorded as soon as they do.',
};

async function showOne(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const one = await readOne(deps, visit);
  const now = deps.clock.now();
  const show = showFor(deps, now);
  const approvals = await deps.desk.run(visit.principal, (ctx) => approvalViews(ctx, show));
  const drawing = {
    show,
    teller: tellerFor(deps, now),
    rulebook: deps.rulebooks.current,
    mayOpen: true,
  };
  const html = oneView({
    ...caseView(one, approvals, drawing),
    ...{ csrf: visit.csrf, now: show.moment(now).iso },
    note: notes[visit.query.get('note') ?? ''] ?? '',
  });
  return page({
    title: `Dispute ${one.view.dispute.id}`,
    tab: '/console/escalated',
    html,
    ...deskFiles,
  });
}

function readForm(one: EscalatedCase, visit: Visit) {
  const { dispute } = one.view;
  const facts = { currency: dispute.currency, uploads: [], proposalVersion: 0 };
  const type = visit.params.type ?? '';
  const allowed = ['rule', 'request_evidence', 'decide_appeal'].includes(type);
  return allowed
    ? readCommand(type, visit.form, facts)
    : ({ ok: false, words: 'This can’t be done here.' } as const);
}

async function check(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const one = await readOne(deps, visit);
  const read = readForm(one, visit);
  if (!read.ok) return fragment(checkView({ lines: [read.words], refused: [] }));
  const { id, currency } = one.view.dispute;
  const { effect, second, now } = await deps.desk.run(visit.principal, async (ctx) => {
    const effect = await previewCommand(ctx, id, withText(read.command));
    const second = effect.ok && (await needsSecond(ctx, effect.value.refund, currency));
    return { effect, second, now: ctx.now };
  });
  const teller = tellerFor(deps, now);
  if (!effect.ok)
    return fragment(checkView({ lines: [], refused: effect.refusals.map(teller.one) }));
  const lines = previewWords(effect.value, currency, showFor(deps, now));
  const more = second
    ? ['The amount is above what one person may decide: a second case manager has to agree.']
    : [];
  return fragment(checkView({ lines: [...lines, ...more], refused: [] }));
}

async function rule(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const one = await readOne(deps, visit);
  const read = readForm(one, visit);
  if (!read.ok) return misTyped(read.words);
  const disputeId = one.view.dispute.id;
  const seq = Number(visit.form.get('seq') ?? '');
  // Only the three types above come here.
  const command = read.command as CaseManagerCommand;
  const wish = { disputeId, command, ...(seq > 0 && { expectedSeq: seq }) };
  const done = await deps.desk.run(visit.principal, (ctx) => ruleAsManager(ctx, wish));
  const back = `/console/disputes/${disputeId}`;
  if (!done.ok) return refused(deps, visit, done.refusals, back);
  return goTo(`${back}?note=${done.value.done ? 'done' : 'asked'}`);
}

async function decide(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const wish = { approvalId: visit.params.id ?? '', approve: visit.form.get('answer') === 'yes' };
  const done = await deps.desk.run(visit.principal, (ctx) => decideApproval(ctx, wish));
  return done.ok
    ? goTo('/console/escalated')
    : refused(deps, visit, done.refusals, '/console/escalated');
}
