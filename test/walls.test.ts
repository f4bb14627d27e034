import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** A forbidden line planted in a folder, and what the linter has to say about it. */
const planted: readonly (readonly [folder: string, line: string, says: RegExp])[] = [
  ['services/domain', "import '../ports.ts';", /Wall: services\/domain/],
  ['services/domain', "import 'knex';", /Wall: services\/domain/],
  ['services/domain', "import 'node:fs';", /Wall: services\/domain/],
  ['services/orders', "import '../store/codec.ts';", /Wall: services import/],
  ['services/orders', "import '../gateways/clock.ts';", /Wall: services import/],
  ['services/orders', "import '../../knowledge/knowledge.ts';", /Wall: services import/],
  ['services/orders', "import 'luxon';", /Wall: services import/],
  ['services/store', "import '../orders/find-order.ts';", /Wall: the store/],
  ['services/store', "import '../../bot/config.ts';", /Wall: the store/],
  ['services/gateways', "import '../disputes/open-dispute.ts';", /Wall: gateways/],
  ['services/gateways', "import 'botbuilder';", /Wall: gateways/],
  ['knowledge', "import '../services/ports.ts';", /Wall: knowledge/],
  ['knowledge', "import '../dialogs/main.ts';", /Wall: knowledge/],
  ['knowledge', "import 'botbuilder';", /Wall: knowledge/],
  ['dialogs', "import '../services/store/codec.ts';", /Wall: dialogs/],
  ['dialogs', "import '../bot/config.ts';", /Wall: dialogs/],
  ['dialogs', "import 'botbuilder-dialogs';", /Wall: dialogs/],
  ['dialogs/kit', "import 'botbuilder';", /Wall: the kit/],
  ['dialogs/kit', "import '../../services/gateways/clock.ts';", /Wall: the kit/],
  ['bot', "import '../services/store/codec.ts';", /Wall: the edge/],
  ['bot', "import 'botbuilder-dialogs';", /Wall: the edge/],
  ['bot/http', "import '../../services/gateways/clock.ts';", /Wall: the edge/],
  ['bot', "import 'knex';", /Wall: the edge/],
  ['bot', 'export const now = Date.now();', /Time and chance/],
  ['services/orders', 'export const now = new Date();', /Time and chance/],
  ['dialogs', 'export const chance = Math.random();', /Time and chance/],
  ['services/orders', 'export const x: any = 1;', /noExplicitAny/],
  ['services/orders', "export * from '../domain/money.ts';", /noBarrelFile|noReExportAll/],
];

const allowed: readonly (readonly [folder: string, line: string])[] = [
  ['services/domain', "import 'luxon';"],
  ['services/orders', "import '../domain/money.ts';"],
  ['services/store', "import 'knex';"],
  ['knowledge', "import '../services/domain/money.ts';"],
  ['dialogs', "import '../services/orders/find-order.ts';"],
  ['dialogs/kit', "import 'botbuilder-dialogs';"],
  ['bot', "import 'botbuilder';"],
];

/** Writes each line into a file of its own in its folder, so that one run of the linter judges all. */
async function lint(
  lines: readonly (readonly [string, string, ...unknown[]])[],
): Promise<string[]> {
  const marker = randomUUID();
  const files = lines.map(([folder], n) => `${folder}/planted-${marker}-${n}.ts`);
  try {
    await Promise.all(
      lines.map(([, line], n) => writeFile(join(root, files[n] ?? ''), `${line}\n`)),
    );
    const args = [
      'biome',
      'lint',
      '--max-diagnostics=none',
      '--colors=off',
      '--vcs-enabled=false',
      ...files,
    ];
    const { stdout, stderr } = await run('npx', args, { cwd: root }).catch((e) => e);
    const blocks = `${stdout}${stderr}`.split(/\n(?=\S+planted-)/);
    return files.map((file) => blocks.filter((block) => block.startsWith(file)).join('\n'));
  } finally {
    await Promise.all(files.map((file) => rm(join(root, file), { force: true })));
  }
}

describe('the walls between the folders', () => {
  it('are seen by the linter wherever a violation is planted', async () => {
    const found = await lint(planted);
    planted.forEach(([folder, line, says], n) => {
      expect(found[n], `${line} in ${folder}`).to.match(says);
    });
  }).timeout(30_000);

  it('let through what the table allows', async () => {
    const found = await lint(allowed);
    allowed.forEach(([folder, line], n) => {
      expect(found[n], `${line} in ${folder}`).not.to.match(/Wall:/);
    });
  }).timeout(30_000);
});
