import { listStaff } from '../../services/staff/manage-staff.ts';
import { asActor } from '../../services/staff/staff-context.ts';
import type { Command } from './command.ts';
import { staffDeps } from './staff-deps.ts';

export const agentList: Command = {
  usage: 'agent list',
  does: 'who may sign in to the console, and in which role',
  words: { min: 0, max: 0 },
  run: async (_call, world) => {
    const parts = await world.open();
    const by = { id: 'cli', role: 'system' } as const;
    const people = await asActor(staffDeps(parts), by, listStaff);
    const lines = people.map(({ login, name, role, active, passwordHash, oidcSubject }) =>
      [
        ...[login.padEnd(24), role.replace('_', '-').padEnd(14), name],
        active ? '' : ' (may not sign in)',
        passwordHash === undefined && oidcSubject === undefined ? ' (demo)' : '',
      ].join(''),
    );
    world.say(
      lines.length > 0
        ? lines.join('\n')
        : 'Nobody yet: npm run cli -- agent add NAME --role admin',
    );
  },
};
