import { addStaff } from '../../services/staff/manage-staff.ts';
import type { StaffRole } from '../../services/staff-port.ts';
import { type Command, Failure, Misuse } from './command.ts';
import { staffDeps, whyNot } from './staff-deps.ts';

const roles: Readonly<Record<string, StaffRole>> = {
  agent: 'agent',
  'case-manager': 'case_manager',
  admin: 'admin',
};

export const agentAdd: Command = {
  usage: 'agent add NAME --role agent|case-manager|admin [--login LOGIN]',
  does: 'adds somebody to the console and prints their one-time password',
  words: { min: 1, max: 1 },
  options: { role: 'value', login: 'value' },
  run: async ({ words, options }, world) => {
    const [name = ''] = words;
    const role = roles[String(options.role ?? '')];
    if (!role) throw new Misuse('--role is one of agent, case-manager, admin.');
    const login = typeof options.login === 'string' ? options.login : loginOf(name);
    const parts = await world.open();
    const by = { id: 'cli', role: 'system' } as const;
    const added = await addStaff(staffDeps(parts), by, { name, login, role });
    if (!added.ok) throw new Failure(whyNot(added.refusals), 'Another one: --login NAME');
    const { member, password } = added.value;
    world.say(
      [
        `Added: ${member.name} (${options.role}), sign-in name ${member.login}`,
        `One-time password, good for 72 hours: ${password}`,
        'At the first sign-in at /console, with the code left empty, the console shows the key for their code app and asks',
        'for a password of their own. Nobody else ever sees that key.',
      ].join('\n'),
    );
  },
};

/** `Agnes Miller` is `agnes.miller`. */
const loginOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{N}]+/gu, '.');
