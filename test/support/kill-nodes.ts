import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./kill-server.ts', import.meta.url));

interface Spawned {
  readonly child: ChildProcess;
  readonly lines: Interface;
  readonly ready: Promise<unknown>;
}

interface Node extends Spawned {
  readonly url: string;
}

/** Server processes on one database; each is killed without warning and replaced. */
export interface Nodes {
  /** Address of a node that is up, picked at random; undefined while there is none. */
  url(): string | undefined;
  /** kill -9 of one of them; resolves when its replacement listens. */
  killOne(): Promise<void>;
  stop(): void;
}

export async function startNodes(databaseUrl: string, count: number): Promise<Nodes> {
  const parallel = databaseUrl.startsWith('sqlite:') ? 1 : 4;
  const prepare = () => spawnNode(databaseUrl, parallel);
  const up: Node[] = [];
  // One after the other: the first one migrates.
  for (let i = 0; i < count; i += 1) up.push(await go(prepare()));
  let spare = prepare();
  return {
    url: () => (up.length > 0 ? up[randomInt(up.length)]?.url : undefined),
    async killOne() {
      await spare.ready;
      const [victim] = up.splice(randomInt(up.length), 1);
      victim?.child.kill('SIGKILL');
      const next = spare;
      spare = prepare();
      up.push(await go(next));
    },
    stop() {
      for (const { child } of [...up, spare]) child.kill('SIGKILL');
    },
  };
}

function spawnNode(databaseUrl: string, parallel: number): Spawned {
  const args = ['--import', 'tsx', entry, databaseUrl, String(parallel)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('no pipe to the node');
  const lines = createInterface({ input: child.stdout });
  return { child, lines, ready: once(lines, 'line') };
}

async function go(spawned: Spawned): Promise<Node> {
  await spawned.ready;
  const answered = once(spawned.lines, 'line');
  spawned.child.stdin?.write('go\n');
  const [url] = await answered;
  return { ...spawned, url: String(url) };
}
