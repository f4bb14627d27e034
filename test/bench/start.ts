import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Started {
  readonly process: ChildProcess;
  readonly port: number;
  readonly startMs: number;
}

/** Starts a program and waits for the port in its output. */
export function start(
  args: readonly string[],
  env: Record<string, string>,
  port: RegExp,
): Promise<Started> {
  const from = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const found = port.exec(out);
      if (found)
        resolve({ process: child, port: Number(found[1]), startMs: performance.now() - from });
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${out}`)));
  });
}

/** The product as built, on a database in `folder`, with everything else as by default. */
export const startProduct = (folder: string, env: Record<string, string>): Promise<Started> =>
  start(
    ['dist/index.js'],
    {
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
      EVIDENCE_DIR: join(folder, 'evidence'),
      ...env,
    },
    /http:\/\/127\.0\.0\.1:(\d+)/,
  );

/** Resolves once it has ended as an operator would end it. */
export async function stopProduct({ process }: Started): Promise<void> {
  process.removeAllListeners('exit');
  process.kill('SIGTERM');
  await once(process, 'exit');
}
