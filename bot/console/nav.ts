import type { StaffRole } from '../../services/staff-port.ts';
import type { ConsoleRoute } from './route.ts';

/** In the order in which they are shown; one whose route is not there is not shown. */
const tabs = [
  { path: '/console/queue', words: 'Queue' },
  { path: '/console/escalated', words: 'Escalated' },
  { path: '/console/search', words: 'Search' },
  { path: '/console/metrics', words: 'Metrics' },
  { path: '/console/unanswered', words: 'Unanswered' },
  { path: '/console/audit', words: 'Audit' },
  { path: '/console/people', words: 'People' },
  { path: '/console/hours', words: 'Hours' },
  { path: '/console/canned', words: 'Replies' },
  { path: '/console/keys', words: 'Keys' },
] as const;

export interface Tab {
  readonly path: string;
  readonly words: string;
  readonly current: boolean;
}

/** A tab is for the roles of its route. */
export const tabsFor = (
  routes: readonly ConsoleRoute[],
  role: StaffRole,
  current: string,
): readonly Tab[] =>
  tabs
    .filter(({ path }) => mayGet(routes, path, role))
    .map(({ path, words }) => ({ path, words, current: path === current }));

const mayGet = (routes: readonly ConsoleRoute[], path: string, role: StaffRole): boolean =>
  routes.some((one) => one.method === 'get' && one.path === path && one.roles.includes(role));

/** Where somebody begins: the first tab of theirs. */
export const homeOf = (routes: readonly ConsoleRoute[], role: StaffRole): string =>
  tabsFor(routes, role, '')[0]?.path ?? '/console/account';
