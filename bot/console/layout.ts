import type { StaffRole } from '../../services/staff-port.ts';
import type { Page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { tabsFor } from './nav.ts';
import type { ConsoleRoute, Visit } from './route.ts';
import { viewOf } from './view.ts';

interface Shared {
  readonly title: string;
  readonly html: string;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly icon: string;
}

const inside = viewOf<
  Shared & {
    readonly name: string;
    readonly role: string;
    readonly singleKeys: string;
    readonly csrf: string;
    readonly staff: string;
    readonly headers: string;
    readonly htmx: string;
    readonly account: boolean;
    readonly tabs: ReturnType<typeof tabsFor>;
  }
>('layout');
const outside = viewOf<Shared>('outside');

export const roleWords: Readonly<Record<StaffRole, string>> = {
  agent: 'Agent',
  case_manager: 'Case manager',
  admin: 'Admin',
};

const shared = ({ assets }: Pick<ConsoleDeps, 'assets'>, shown: Page): Shared => ({
  ...{ title: shown.title, html: shown.html, icon: assets.url('icon.svg') },
  styles: ['base.css', 'console.css', 'console-parts.css', ...(shown.styles ?? [])].map(assets.url),
  scripts: ['console.js', ...(shown.scripts ?? [])].map(assets.url),
});

/** A page with the navigation, for somebody who is signed in. */
export function drawPage(
  deps: Pick<ConsoleDeps, 'assets'>,
  routes: readonly ConsoleRoute[],
  visit: Visit,
  shown: Page,
): string {
  const { id, name, role, singleKeys } = visit.staff;
  const path = visit.req.getPath();
  return inside({
    ...shared(deps, { ...shown, scripts: ['console-session.js', ...(shown.scripts ?? [])] }),
    ...{
      staff: id,
      name,
      role: roleWords[role],
      csrf: visit.csrf,
      account: path === '/console/account',
    },
    singleKeys: singleKeys ? 'on' : 'off',
    headers: JSON.stringify({ 'X-CSRF-Token': visit.csrf }),
    htmx: deps.assets.url('htmx.js'),
    tabs: tabsFor(routes, role, shown.tab ?? path),
  });
}

/** A page for who is not: sign-in, enrolment, faults. */
export const drawOutside = (deps: Pick<ConsoleDeps, 'assets'>, shown: Page): string =>
  outside(shared(deps, shown));
