import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json: pages, styles and content are read from there, also when we run from dist. */
export const projectRoot = above(import.meta.dirname);

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the program');
  return above(parent);
}
