import { file } from './answer.ts';
import { type ConsoleRoute, everybody } from './route.ts';

/**
 * Whose session it is now and the token of its forms: for a page that was open while its session ended, so that what was
 * typed there can still be sent after a new sign-in. Pages of other sites can't read it.
 */
export const sessionRoutes: readonly ConsoleRoute[] = [
  {
    ...{ method: 'get', path: '/console/session', roles: everybody, quiet: true },
    handle: ({ staff, csrf }) =>
      Promise.resolve(
        file({ type: 'application/json', body: JSON.stringify({ staff: staff.id, csrf }) }),
      ),
  },
];
