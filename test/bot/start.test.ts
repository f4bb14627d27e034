import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import { readConfig } from '../../bot/config.ts';
import { cliTools, startApp } from '../../index.ts';
import { randomIds } from '../../services/gateways/ids.ts';
import { openStore } from '../../services/store/open-store.ts';

describe('a start', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resolve-start-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = (name: string, env: Readonly<Record<string, string>> = {}) => {
    const found = readConfig({
      ...{ PORT: '0', DATABASE_URL: `sqlite:${join(folder, name, 'resolve.db')}`, ...env },
      EVIDENCE_DIR: join(folder, 'evidence'),
    });
    if (!found.ok) throw new Error(JSON.stringify(found.faults));
    return found.value;
  };
  const start = (name: string, env: Readonly<Record<string, string>> = {}) =>
    startApp(read(name, env), pino({ level: 'silent' }));
  const buyersIn = async (name: string) => {
    const store = await openStore(`sqlite:${join(folder, name, 'resolve.db')}`);
    const buyers = await store.run((tx) => store.orders.buyers(tx));
    await store.close();
    return buyers.length;
  };
  const statusFor = (url: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(url, { headers: { host } }, (res) => resolve(res.resume().statusCode))
        .on('error', reject)
        .end();
    });

  it('as a demo is closed to other users of the machine and to names that point here', async () => {
    const app = await start('one');
    const { port } = new URL(app.url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect(await statusFor(`${app.url}/healthz`, host), host).to.equal(200);
    for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`])
      expect(await statusFor(`${app.url}/healthz`, host), host).to.equal(421);
    await app.stop();
    expect(await buyersIn('one')).to.be.greaterThan(0);
    expect(statSync(join(folder, 'one')).mode & 0o077).to.equal(0);
    expect(statSync(join(folder, 'one', 'resolve.db')).mode & 0o077).to.equal(0);
  });

  it('that fails on a taken port puts no order into the database', async () => {
    const app = await start('one');
    const { port } = new URL(app.url);
    const fault = await start('two', { PORT: port }).then(
      () => undefined,
      (thrown: { code?: string }) => thrown.code,
    );
    await app.stop();
    expect(fault).to.equal('EADDRINUSE');
    expect(await buyersIn('two')).to.equal(0);
  });

  it('with another DIRECT_LINE_SECRET still opens the evidence of before', async () => {
    const id = randomIds().next('upload');
    const withSecret = async (secret: string) => {
      const config = read('one', { DIRECT_LINE_SECRET: secret.repeat(32) });
      const tools = cliTools(config);
      const store = await tools.openStore();
      await tools.migrateUp(store);
      return { store, files: (await tools.assemble(store)).files };
    };
    const before = await withSecret('a');
    await before.files.put(id, 'served', new TextEncoder().encode('a photo'));
    await before.store.close();
    const after = await withSecret('b');
    const found = await after.files.get(id, 'served');
    await after.store.close();
    expect(new TextDecoder().decode(found)).to.equal('a photo');
  });
});
