import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig, variables } from '../../bot/config.ts';
import { envExample } from '../../bot/env-example.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://help.shop.example',
  DIRECT_LINE_SECRET: 'd'.repeat(32),
  CHAT_JWT_SECRET: 'c'.repeat(32),
  INTEGRATION_API_KEYS: `shop:${'k'.repeat(32)}`,
};

const faultsOf = (env: Record<string, string>) => {
  const result = readConfig(env);
  return result.ok ? [] : result.faults;
};

describe('the configuration', () => {
  it('needs nothing for a demo on this machine', () => {
    const result = readConfig({});
    expect(result.ok && result.value).to.include({
      demo: true,
      host: '127.0.0.1',
      production: false,
    });
  });

  it('is not a demo in production unless somebody insists, and then it is refused', () => {
    const result = readConfig(production);
    expect(result.ok && result.value.demo).to.equal(false);
    expect(faultsOf({ ...production, DEMO: 'true' }).map((f) => f.variable)).to.eql(['DEMO']);
  });

  it('names every fault at once, with a good example', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      PORT: 'seven',
      HOLIDAYS: '2026-13-01',
      POLICY_TIME_ZONE: 'Mars/Base',
    });
    expect(faults.map((f) => f.variable)).to.have.members([
      'PORT',
      'HOLIDAYS',
      'POLICY_TIME_ZONE',
      'PUBLIC_URL',
      'DIRECT_LINE_SECRET',
      'CHAT_JWT_SECRET',
      'INTEGRATION_API_KEYS',
    ]);
    for (const fault of faults) expect(fault.example).not.to.equal('');
  });

  it('never repeats the value of a bad secret', () => {
    expect(JSON.stringify(faultsOf({ CHAT_JWT_SECRET: 'hunter2' }))).not.to.include('hunter2');
  });

  it('asks for the rest of an Azure registration once there is an app id', () => {
    expect(faultsOf({ MicrosoftAppId: 'x' }).map((f) => f.variable)).to.eql([
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
    ]);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(readConfig({ PORT: '', HOLIDAYS: ' ' }).ok).to.equal(true);
  });

  it('refuses an origin with a path', () => {
    expect(faultsOf({ EMBED_ORIGINS: 'https://shop.example/app' }).map((f) => f.variable)).to.eql([
      'EMBED_ORIGINS',
    ]);
  });

  it('is written down in .env.example as it is (UPDATE=1 writes it anew)', () => {
    const file = join(import.meta.dirname, '../../.env.example');
    if (process.env.UPDATE) writeFileSync(file, envExample());
    expect(readFileSync(file, 'utf8')).to.equal(envExample());
  });

  it('has an example that works as it stands for every variable with a default', () => {
    const env = Object.fromEntries(
      Object.entries(variables).flatMap(([name, v]) =>
        'byDefault' in v ? [[name, v.byDefault]] : [],
      ),
    );
    expect(readConfig(env).ok).to.equal(true);
  });
});
