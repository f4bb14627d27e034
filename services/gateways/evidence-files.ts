import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { EvidenceFiles } from '../evidence-port.ts';

type Variant = Parameters<EvidenceFiles['get']>[1];

/** Ids come from `Ids`: base64url. Anything else is a fault, and could be a path. */
const ID = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * Keeps bytes in one directory, readable by this user alone (0700, files 0600), which must not be served by anything.
 * `put` answers after the bytes and the name are on the disk; a file is there whole or not at all.
 * Every call throws on an id that is not ours.
 */
export function createEvidenceFiles(dir: string): EvidenceFiles {
  const root = resolve(dir);

  return {
    async put(id, variant, bytes) {
      const path = pathOf(root, id, variant);
      await mkdir(root, { recursive: true, mode: 0o700 });
      await writeWhole(path, bytes);
      await syncDirectory(root);
    },
    async get(id, variant) {
      try {
        return await readFile(pathOf(root, id, variant));
      } catch (fault) {
        if (isMissing(fault)) return undefined;
        throw fault;
      }
    },
    async remove(id) {
      await rm(pathOf(root, id, 'original'), { force: true });
      await rm(pathOf(root, id, 'served'), { force: true });
      await syncDirectory(root);
    },
    olderThan: (before) => oldIn(root, before),
  };
}

async function oldIn(root: string, before: number): Promise<readonly string[]> {
  const names = await readdir(root).catch((fault: unknown) => {
    if (isMissing(fault)) return [];
    throw fault;
  });
  const old = new Set<string>();
  for (const name of names) {
    const [id = '', variant = '', ...more] = name.split('.');
    if (!ID.test(id) || !isVariant(variant) || more.length > 0 || old.has(id)) continue;
    const found = await stat(join(root, name)).catch(() => undefined);
    if (found && found.mtimeMs < before) old.add(id);
  }
  return [...old];
}

const isVariant = (name: string): boolean => name === 'original' || name === 'served';

function pathOf(root: string, id: string, variant: Variant): string {
  if (!ID.test(id)) throw new Error('not an id of an evidence file');
  return join(root, `${id}.${variant}`);
}

/** Under a name of its own first, so that a crash or a full disk leaves no half file under the real one. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw fault;
  }
}

/** A rename or removal is on the disk only when its directory is. */
async function syncDirectory(root: string): Promise<void> {
  try {
    const directory = await open(root, 'r');
    await directory.sync().finally(() => directory.close());
  } catch (fault) {
    if (!isMissing(fault)) throw fault;
  }
}

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';
}
