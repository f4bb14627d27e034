import { changeStaff } from '../../services/staff/manage-staff.ts';
import { asActor } from '../../services/staff/staff-context.ts';
import { type Command, Failure } from './command.ts';
import { staffDeps, whyNot } from './staff-deps.ts';

export const agentDisable: Command = {
  usage: 'agent disable LOGIN',
  does: 'signs somebody out everywhere, at once and for good',
  words: { min: 1, max: 1 },
  run: async ({ words: [login = ''] }, world) => {
    const parts = await world.open();
    const by = { id: 'cli', role: 'system' } as const;
    const result = await asActor(staffDeps(parts), by, async (ctx) => {
      const found = await ctx.store.staff.accounts.byLogin(ctx.tx, login.toLowerCase());
      return changeStaff(ctx, { id: found?.id ?? '', active: false });
    });
    if (!result.ok)
      throw new Failure(whyNot(result.refusals), 'Who there is: npm run cli -- agent list');
    world.say(`${result.value.name} is signed out and may not sign in any more.`);
  },
};
