import { createInterface } from 'node:readline/promises';
import type { Store } from '../../services/ports.ts';
import { Failure, Misuse, type Parts, type Terminal, type Tools, type World } from './command.ts';
import { commands, help } from './commands.ts';
import { readCall } from './read-call.ts';

const DONE = 0;
const FAILED = 1;
/** By the convention of sysexits.h. */
const MISUSED = 64;

/** Runs `npm run cli -- ARGS`. Answers the exit code: 0, 1 for what can't be done, 64 for a wrong call. */
export async function runCli(
  args: readonly string[],
  tools: Tools,
  terminal: Terminal = ownTerminal,
): Promise<number> {
  const opened: { store?: Store } = {};
  try {
    const { command, call } = readCall(args, [...commands, help]);
    await command.run(call, worldOf(tools, terminal, opened));
    return DONE;
  } catch (fault) {
    terminal.complain(wordsOf(fault));
    return fault instanceof Misuse ? MISUSED : FAILED;
  } finally {
    await opened.store?.close();
  }
}

function wordsOf(fault: unknown): string {
  if (fault instanceof Failure)
    return [fault.message, ...(fault.fix ? [fault.fix] : [])].join('\n');
  const { message, cause } = fault instanceof Error ? fault : new Error(String(fault));
  const because = cause instanceof Error ? ` (${cause.message})` : '';
  return `${message}${because}\nIf this is not clear: npm run cli -- doctor`;
}

function worldOf(tools: Tools, terminal: Terminal, opened: { store?: Store }): World {
  const store = async () => {
    opened.store ??= await tools.openStore();
    return opened.store;
  };
  return {
    ...tools,
    ...terminal,
    store,
    open: async () => openParts(tools, await store()),
  };
}

/** A demo is brought up to date as its start would; elsewhere a command that reads must not change the schema. */
async function openParts(tools: Tools, store: Store): Promise<Parts> {
  const pending = await tools.migrationsPending(store);
  if (pending.length > 0 && !tools.config.demo)
    throw new Failure(
      `The database lacks ${pending.length} migrations (${pending.join(', ')}).`,
      'Run them first: npm run cli -- migrate',
    );
  if (pending.length > 0) await tools.migrateUp(store);
  return tools.assemble(store);
}

async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(question)).trim();
  } finally {
    lines.close();
  }
}

const ownTerminal: Terminal = {
  say: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  ask,
};
