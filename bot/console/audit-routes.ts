import { hubAgent } from '../../services/handoff/hub-owns.ts';
import { readAudit, verifyAudit } from '../../services/staff/audit.ts';
import type { AuditRow, StaffMember } from '../../services/staff-port.ts';
import { hubName } from '../handoff/hub-name.ts';
import { type Answer, fragment, page } from './answer.ts';
import { deedWords } from './audit-labels.ts';
import type { ConsoleDeps } from './deps.ts';
import { admins, type ConsoleRoute, managers, type Visit } from './route.ts';
import { momentsIn } from './show-moment.ts';
import { viewOf } from './view.ts';

const view = viewOf<{
  readonly subject: string;
  readonly actor: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly selected: boolean;
  }[];
  readonly rows: readonly ReturnType<typeof shownRow>[];
  readonly older: string;
  readonly csrf: string;
  readonly mayVerify: boolean;
}>('audit');

interface Verdict {
  readonly ok: boolean;
  readonly count: number;
  readonly no: number;
  readonly hash: string;
}

const verdict = viewOf<Verdict>('audit-verdict');
const verdictPage = viewOf<Verdict>('audit-checked');

const perPage = 50;

/** What was done, by whom, newest first. */
export const auditRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: '/console/audit', roles: managers, handle: (visit) => show(deps, visit) },
  {
    method: 'post',
    path: '/console/audit/verify',
    roles: admins,
    handle: (visit) => verify(deps, visit),
  },
];

async function show(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const wanted = wantedBy(visit.query);
  const { store } = deps;
  const { rows, people } = await store.run(async (tx) => ({
    rows: await readAudit({ tx, store }, { ...wanted, limit: perPage + 1 }),
    people: await store.staff.accounts.all(tx),
  }));
  const shown = rows.slice(0, perPage);
  const html = view({
    ...{ subject: wanted.subject ?? '', actor: wanted.actor ?? '', csrf: visit.csrf },
    mayVerify: admins.includes(visit.staff.role),
    people: people.map(({ id, name }) => ({ id, name, selected: id === wanted.actor })),
    rows: shown.map((row) => shownRow(row, people, momentsIn(deps.rulebooks.current.policyZone))),
    older: rows.length > perPage ? olderThan(visit.query, shown.at(-1)?.no ?? 0) : '',
  });
  return page({ title: 'Audit', html, tab: '/console/audit' });
}

function wantedBy(query: URLSearchParams) {
  const subject = (query.get('subject') ?? '').trim().slice(0, 120);
  const actor = (query.get('actor') ?? '').slice(0, 60);
  const before = Number(query.get('before') ?? '');
  return {
    ...(subject === '' ? {} : { subject }),
    ...(actor === '' ? {} : { actor }),
    ...(Number.isSafeInteger(before) && before > 0 ? { before } : {}),
  };
}

function olderThan(query: URLSearchParams, no: number): string {
  const next = new URLSearchParams(query);
  next.set('before', String(no));
  return `/console/audit?${next}`;
}

function shownRow(row: AuditRow, people: readonly StaffMember[], moment: (at: number) => string) {
  const { no, action, subject, actor, role, details, hash, at } = row;
  const [kind = '', ...rest] = subject.split(' ');
  return {
    ...{ no, action, did: deedWords(action), at: moment(at), role, hash: hash.slice(0, 12) },
    who: people.find(({ id }) => id === actor)?.name ?? (actor === hubAgent.id ? hubName : actor),
    subject: `${kind} ${people.find(({ id }) => kind === 'staff' && id === rest.join(' '))?.name ?? rest.join(' ')}`,
    link: `/console/audit?subject=${encodeURIComponent(subject)}`,
    details: Object.entries(details).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  };
}

/** Beside the list, or as a page of its own where the browser runs no script. */
async function verify({ store }: ConsoleDeps, { byHtmx }: Visit): Promise<Answer> {
  const found = await verifyAudit(store);
  const shown = {
    ok: found.ok,
    count: found.ok ? found.count : 0,
    no: found.ok ? 0 : found.no,
    hash: found.ok ? found.hash : '',
  };
  if (!byHtmx) return page({ title: 'Audit', html: verdictPage(shown), tab: '/console/audit' });
  return fragment(verdict(shown), {
    say: found.ok ? 'The audit is whole.' : 'The audit has been changed.',
  });
}
