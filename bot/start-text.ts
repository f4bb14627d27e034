import { NotADemo } from '../services/demo/mark-demo.ts';
import type { Config } from './config.ts';

/** What a start prints: the mode, the links, and where the data is. */
export function greeting(config: Config, url: string, sqliteFile: string | undefined): string {
  const database = config.databaseUrl.startsWith('sqlite:')
    ? (sqliteFile ?? 'in memory')
    : 'PostgreSQL';
  const lines = [
    `Resolve is listening (${config.demo ? 'DEMO' : config.production ? 'PRODUCTION' : 'DEVELOPMENT'})`,
    ...(config.demo ? [['Demo shop', '/']] : []).map(([name, path]) => link(name, url, path)),
    link('Chat', url, '/chat'),
    link('Console', url, consolePath(config)),
    link('Help pages', url, '/help'),
    link('API docs', url, '/docs'),
    link('Health', url, '/readyz'),
    `  ${'Database'.padEnd(12)}${database}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A demo's console has a button for each of its people. */
const consolePath = ({ demo }: Config) =>
  demo ? '/console (come in as Agnes, Ben, Clara or Dora with one press)' : '/console';

const link = (name = '', url = '', path = '') => `  ${name.padEnd(12)}${url}${path}`;

/** Why there was no start: in words where the operator can do something about it. */
export function reasonOf(fault: unknown, { port, host }: Pick<Config, 'port' | 'host'>): string {
  const code = (fault as { code?: unknown }).code;
  if (code === 'EADDRINUSE')
    return `port ${port} is taken by another program. Stop it, or start with PORT=${port + 1}.`;
  if (code === 'EACCES') return `this user may not listen on ${host}:${port}. Choose another PORT.`;
  if (fault instanceof NotADemo) return fault.message;
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
