import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../index.ts', import.meta.url));
export const DIRECT_LINE_SECRET = 'd'.repeat(32);

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

/** The whole product, as processes on one database; each is killed without warning and replaced. */
export interface ProductNodes {
  /** Addresses of those that are up. */
  readonly urls: readonly string[];
  /** One that is up, picked at random; undefined while there is none. */
  anyUrl(): string | undefined;
  /** kill -9 of one of them; resolves when its replacement listens. */
  killOne(): Promise<void>;
  stop(): void;
}

/** `databaseUrl` with what it needs beside it in `folder`. */
export async function startProductNodes(
  databaseUrl: string,
  folder: string,
  count: number,
): Promise<ProductNodes> {
  const up: Running[] = [];
  const starting = new Set<ChildProcess>();
  const startOne = async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', entry], {
      env: { ...process.env, ...environment(databaseUrl, folder) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    starting.add(child);
    up.push({ child, url: await listening(child) });
    starting.delete(child);
  };
  // One after the other: the first one migrates and seeds.
  for (let i = 0; i < count; i += 1) await startOne();
  return {
    get urls() {
      return up.map(({ url }) => url);
    },
    anyUrl: () => (up.length > 0 ? up[randomInt(up.length)]?.url : undefined),
    async killOne() {
      const [victim] = up.splice(randomInt(up.length), 1);
      victim?.child.kill('SIGKILL');
      await startOne();
    },
    stop() {
      for (const child of [...up.map((one) => one.child), ...starting]) child.kill('SIGKILL');
    },
  };
}

const environment = (databaseUrl: string, folder: string) => ({
  ...{ PORT: '0', DEMO: 'true', LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl },
  ...{ EVIDENCE_DIR: `${folder}/evidence`, DIRECT_LINE_SECRET },
  // The same on every node, also where no file beside the database can hold them.
  ...{ CHAT_JWT_SECRET: 'c'.repeat(32), EVIDENCE_KEY: 'e'.repeat(32) },
});

async function listening(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no pipe to the node');
  const lines = createInterface({ input: child.stdout });
  const gone = once(child, 'exit').then(() => {
    throw new Error('the node ended before it listened');
  });
  gone.catch(() => undefined);
  const found = (async () => {
    for await (const line of lines) {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (url) return url;
    }
    throw new Error('the node said no address');
  })();
  return Promise.race([found, gone]);
}
