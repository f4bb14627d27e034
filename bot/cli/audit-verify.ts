import { verifyAudit } from '../../services/staff/audit.ts';
import { type Command, Failure } from './command.ts';

const whys = {
  gap: 'it, or one before it, is missing',
  link: 'it does not hold the seal of the one before',
  content: 'it is not as it was written',
  end: 'it and all after it are missing',
} as const;

export const auditVerify: Command = {
  usage: 'audit verify',
  does: 'checks that nothing in the audit of the staff was changed or removed',
  words: { min: 0, max: 0 },
  run: async (_call, world) => {
    const { store } = await world.open();
    const found = await verifyAudit(store);
    if (!found.ok)
      throw new Failure(
        `The audit is not as it was written. Row ${found.no}: ${whys[found.why]}.`,
        'Leave the database as it is, and compare it with a backup.',
      );
    world.say(
      `All ${found.count} rows are as they were written. Seal of the last one: ${found.hash || 'none'}\n` +
        'Keep it somewhere else: a later check with it shows even a log that was written anew.',
    );
  },
};
