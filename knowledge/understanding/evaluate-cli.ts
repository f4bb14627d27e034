import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Evaluation, evaluate, type Line } from './evaluate.ts';
import { loadUnderstanding, ownRoot } from './load-understanding.ts';

const line = z.object({
  text: z.string(),
  intent: z.string(),
  also_ok: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  entities: z
    .array(
      z.object({
        type: z.string(),
        value: z.union([z.string(), z.number()]),
        alt_values: z.array(z.union([z.string(), z.number()])).default([]),
      }),
    )
    .default([]),
});

const [file, ...options] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('npm run evaluate -- FILE.jsonl [--json]\n');
  process.exitCode = 64;
} else {
  const text = await readFile(file, 'utf8');
  const understand = await loadUnderstanding(ownRoot);
  const lines = text.split('\n').filter(Boolean).map(lineOf);
  const result = evaluate(lines, { understand }, () => performance.now());
  const asJson = options.includes('--json');
  process.stdout.write(`${asJson ? JSON.stringify(result) : readable(result)}\n`);
}

function lineOf(text: string, index: number): Line {
  const parsed = line.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`Line ${index + 1}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readable({ confusions, byTag, ...rates }: Evaluation): string {
  const figures = Object.entries(rates).map(
    ([name, value]) => `${name.padEnd(18)}${shown(name, value)}`,
  );
  const tags = Object.entries(byTag).map(
    ([tag, { n, accuracy }]) => `${tag.padEnd(18)}${shown(tag, accuracy).padEnd(9)}of ${n}`,
  );
  const wrong = confusions.map(
    ({ intent, got, n }) => `${String(n).padStart(4)}  ${intent} -> ${got}`,
  );
  return [...figures, '', 'by tag', ...tags, '', 'confusions', ...wrong].join('\n');
}

function shown(name: string, value: number): string {
  if (name === 'n') return String(value);
  return name.endsWith('Ms') ? `${value.toFixed(2)} ms` : `${(value * 100).toFixed(1)} %`;
}
