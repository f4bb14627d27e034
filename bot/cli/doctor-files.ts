import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Check, Finding } from './doctor-finding.ts';

export const checkFolders: Check = async ({ config, sqliteFile }) => {
  const folders = [
    ...(sqliteFile ? [{ about: 'database folder', folder: dirname(sqliteFile) }] : []),
    { about: 'evidence folder', folder: resolve(config.evidenceDir) },
  ];
  return Promise.all(folders.map(writable));
};

/** A folder that is not there yet is made at the start, so what counts is the nearest one that is. */
async function writable({
  about,
  folder,
}: {
  readonly about: string;
  readonly folder: string;
}): Promise<Finding> {
  const there = nearest(folder);
  const probe = join(there, `.resolve-${randomUUID()}`);
  try {
    await writeFile(probe, '');
    await rm(probe, { force: true });
    return { about, found: `${folder} ${there === folder ? 'can be written' : 'can be made'}` };
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    const fix = `Give this user the right to write in ${there}, or choose another place (see .env.example).`;
    return { about, found: `${there} can't be written (${code})`, fix };
  }
}

const nearest = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));

export const checkWebChat: Check = async () => {
  const about = "Web Chat's file";
  const folder = join(projectRoot, 'bot/web/vendor');
  const missing = ['webchat.js', 'webchat.js.gz', 'webchat.js.br'].filter(
    (name) => !existsSync(join(folder, name)),
  );
  if (missing.length === 0) return [{ about, found: 'is there' }];
  const fix = 'Fetch it: npm run postinstall. It needs the npm registry once.';
  return [{ about, found: `${missing.join(', ')} missing in ${folder}`, fix }];
};
