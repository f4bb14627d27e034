import type { Command } from './command.ts';

export const migrate: Command = {
  usage: 'migrate',
  does: 'brings the schema of the configured database up to date',
  words: { min: 0, max: 0 },
  run: async (_call, world) => {
    const store = await world.store();
    const pending = await world.migrationsPending(store);
    await world.migrateUp(store);
    world.say(pending.length === 0 ? 'The schema is up to date.' : `Done: ${pending.join(', ')}.`);
  },
};
