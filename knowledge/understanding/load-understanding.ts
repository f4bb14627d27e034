import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Model } from './classifier.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import { createRecognizer, type Understand } from './recognize.ts';
import { type Example, trainModel } from './train.ts';
import { readWordTable } from './word-table.ts';

const examples = z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(1)).min(1));

/** One process reads the same examples once. */
const loaded = new Map<string, Understand>();

/**
 * What was learnt from the examples by label in `<root>/intents/en.yaml`: read from `<root>/understanding/model`
 * if it is of just these examples, words and code; else learnt now (some seconds) and kept there.
 * Throws with the file's name if it is no such list.
 */
export async function loadUnderstanding(root: string): Promise<Understand> {
  const source = await sourceOf(root);
  const known = loaded.get(source.hash);
  if (known) return known;
  const table = readWordTable(wordsFile);
  const file = join(root, 'understanding', 'model', 'en.bin');
  const kept = decodeModel(await readFile(file).catch(() => Buffer.alloc(0)), source.hash);
  const model = kept ?? trainModel(examplesIn(source.yaml, source.file), table);
  if (!kept) await keep(model, source.hash, file);
  const understand = createRecognizer(model, table);
  loaded.set(source.hash, understand);
  return understand;
}

/** Beside this file; the compiled one in dist/ has its words in the source tree. */
const home = [
  import.meta.dirname,
  join(import.meta.dirname, '../../../knowledge/understanding'),
].find((folder) => existsSync(join(folder, 'words')));
const code = home ?? import.meta.dirname;
const wordsFile = join(code, 'words', 'en.bin');
/** The content beside this code. */
export const ownRoot = join(code, '..');

/** A hash of all that decides what is learnt: it can never be stale. */
async function sourceOf(root: string) {
  const file = join(root, 'intents', 'en.yaml');
  const names = (await readdir(code)).filter((name) => name.endsWith('.ts')).sort();
  const yaml = await readFile(file, 'utf8');
  const hash = createHash('sha256')
    .update(yaml)
    .update(await readFile(wordsFile));
  for (const name of names) hash.update(await readFile(join(code, name)));
  return { file, yaml, hash: hash.digest('hex') };
}

export function examplesIn(yaml: string, file: string): readonly Example[] {
  const parsed = examples.safeParse(parseYaml(yaml));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return Object.entries(parsed.data).flatMap(([label, texts]) =>
    texts.map((text) => ({ label, text })),
  );
}

/** Whole or not at all, as others may read it now; where nothing can be written it is learnt at each start. */
async function keep(model: Model, hash: string, file: string): Promise<void> {
  const part = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(part, encodeModel(model, hash));
    await rename(part, file);
  } catch {
    return;
  }
}
