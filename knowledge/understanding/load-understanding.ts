import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Understood } from '../knowledge.ts';
import { createRecognizer } from './recognize.ts';

const examples = z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(1)).min(1));

/** Learning takes a third of a second, and the same examples always teach the same. */
const learnt = new Map<string, (text: string) => Understood>();

/** Reads the examples by label and learns from them. Throws with the file's name if it is no such list. */
export async function loadUnderstanding(file: string): Promise<(text: string) => Understood> {
  const text = await readFile(file, 'utf8');
  const known = learnt.get(text);
  if (known) return known;
  const parsed = examples.safeParse(parseYaml(text));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  const recognize = createRecognizer(new Map(Object.entries(parsed.data)));
  learnt.set(text, recognize);
  return recognize;
}
