import { readAudit, verifyAudit } from '../../services/staff/audit.ts';
import type { AuditRow, StaffMember } from '../../services/staff-port.ts';
import { type Answer, fragment, page } from './answer.ts';
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

const verdict = viewOf<{
  readonly ok: boolean;
  readonly count: number;
  readonly no: number;
  readonly hash: string;
}>('audit-verdict');

const perPage = 50;

/** What was done, by whom, newest first. */
export const auditRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: '/console/audit', roles: managers, handle: (visit) => show(deps, visit) },
  { method: 'post', path: '/console/audit/verify', roles: admins, handle: () => verify(deps) },
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
    ...{ no, action, at: moment(at), role, hash: hash.slice(0, 12) },
    who: people.find(({ id }) => id === actor)?.name ?? actor,
    subject: `${kind} ${people.find(({ id }) => kind === 'staff' && id === rest.join(' '))?.name ?? rest.join(' ')}`,
    link: `/console/audit?subject=${encodeURIComponent(subject)}`,
    details: Object.entries(details).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  };
}

async function verify({ store }: ConsoleDeps): Promise<Answer> {
  const found = await verifyAudit(store);
  return fragment(
    verdict({
      ok: found.ok,
      count: found.ok ? found.count : 0,
      no: found.ok ? 0 : found.no,
      hash: found.ok ? found.hash : '',
    }),
    { say: found.ok ? 'The audit is whole.' : 'The audit has been changed.' },
  );
}
