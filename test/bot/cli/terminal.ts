import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tools } from '../../../bot/cli/command.ts';
import { runCli } from '../../../bot/cli/run-cli.ts';
import { readConfig } from '../../../bot/config.ts';
import { cliTools } from '../../../index.ts';

export interface Ran {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

export interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly databaseFile: string;
  readonly tools: Tools;
  /** The real program on a database of its own; `answer` is typed where it asks. */
  run(args: readonly string[], answer?: string): Promise<Ran>;
  remove(): Promise<void>;
}

/** An empty folder to play the command line in. `more` are environment variables. */
export async function placeOfItsOwn(more: Readonly<Record<string, string>> = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'resolve-cli-'));
  const databaseFile = join(folder, 'resolve.db');
  const env = {
    ...{ DATABASE_URL: `sqlite:${databaseFile}`, PORT: '0', LOG_LEVEL: 'silent' },
    ...{ EVIDENCE_DIR: join(folder, 'evidence'), ...more },
  };
  const read = readConfig(env);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const tools = cliTools(read.value);
  return {
    ...{ env, databaseFile, tools },
    async run(args, answer) {
      const said: string[] = [];
      const complained: string[] = [];
      const code = await runCli(args, tools, {
        say: (text) => void said.push(text),
        complain: (text) => void complained.push(text),
        ask: (question) => {
          said.push(question);
          return Promise.resolve(answer);
        },
      });
      return { code, said: said.join('\n'), complained: complained.join('\n') };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
