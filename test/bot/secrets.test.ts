import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../bot/config.ts';
import { secretsOf } from '../../bot/secrets.ts';

describe('the secrets of a demo', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'resolve-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const secrets = (env: Record<string, string> = {}) => {
    const read = readConfig(env);
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    return secretsOf(read.value, join(folder, 'resolve.db'));
  };

  it('are made once, each its own, for this user’s eyes alone', () => {
    const made = secrets();
    expect(secrets()).to.deep.equal(made);
    expect(new Set(Object.values(made)).size).to.equal(3);
    expect(statSync(join(folder, 'demo-secrets.json')).mode & 0o077).to.equal(0);
  });

  it('keep the evidence readable when another one is replaced', () => {
    const { evidence } = secrets();
    const replaced = secrets({ DIRECT_LINE_SECRET: 'd'.repeat(32) });
    expect(replaced).to.include({ directLine: 'd'.repeat(32), evidence });
  });

  it('are completed where an earlier version made fewer', () => {
    const file = join(folder, 'demo-secrets.json');
    writeFileSync(file, JSON.stringify({ directLine: 'one', chatJwt: 'two' }));
    const { evidence, ...others } = secrets();
    expect(others).to.deep.equal({ directLine: 'one', chatJwt: 'two' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.include({ directLine: 'one', evidence });
  });
});
