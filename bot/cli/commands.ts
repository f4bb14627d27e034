import { agentAdd } from './agent-add.ts';
import { agentDisable } from './agent-disable.ts';
import { agentList } from './agent-list.ts';
import { auditVerify } from './audit-verify.ts';
import { clock } from './clock.ts';
import type { Command } from './command.ts';
import { disputeExplain } from './dispute-explain.ts';
import { disputeShow } from './dispute-show.ts';
import { doctor } from './doctor.ts';
import { erase } from './erase.ts';
import { exportBuyer } from './export.ts';
import { migrate } from './migrate.ts';
import { misses } from './misses.ts';
import { say } from './say.ts';
import { seed } from './seed.ts';
import { teamsManifestCommand } from './teams-manifest.ts';

export const commands: readonly Command[] = [
  migrate,
  seed,
  disputeShow,
  disputeExplain,
  say,
  doctor,
  clock,
  misses,
  exportBuyer,
  erase,
  agentAdd,
  agentList,
  agentDisable,
  auditVerify,
  teamsManifestCommand,
];

export const help: Command = {
  usage: 'help',
  does: 'shows this list',
  words: { min: 0, max: 1 },
  run: async (_call, world) => {
    const all = [...commands, help];
    const width = Math.max(...all.map(({ usage }) => usage.length));
    const lines = all.map(({ usage, does }) => `  ${usage.padEnd(width)}  ${does}`);
    world.say(`npm run cli -- COMMAND\n\n${lines.join('\n')}`);
  },
};
