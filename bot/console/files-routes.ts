import { readServed } from '../../services/evidence/read-served.ts';
import { Problem } from '../http/problem.ts';
import { file } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { type ConsoleRoute, everybody } from './route.ts';

/** Buyers' and sellers' pictures: always the copy that we encoded ourselves, never what was sent. */
export const fileRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'get', path: '/console/files/:id', roles: everybody },
    handle: async (visit) => {
      const id = visit.params.id ?? '';
      if (!/^[\w-]{1,64}$/.test(id)) throw gone();
      const served = await deps.desk.run(visit.principal, async (ctx) => {
        const found = await readServed(ctx, deps.files, id);
        if (found) await ctx.audit({ what: 'file.read', facts: { file: id } });
        return found;
      });
      if (!served) throw gone();
      visit.res.setHeader('X-Content-Type-Options', 'nosniff');
      visit.res.setHeader('Cache-Control', 'private, max-age=300');
      return file({ type: served.contentType, body: Buffer.from(served.bytes) });
    },
  },
];

const gone = () => new Problem(404, 'not_found', 'This file is not there any more.');
