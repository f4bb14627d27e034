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
  EVIDENCE_KEY: 'e'.repeat(32),
  INTEGRATION_API_KEYS: `shop:${'k'.repeat(32)}`,
};

const webhookSecret = `whsec_${Buffer.alloc(32).toString('base64')}`;

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

  it('is a demo by itself only where nobody else comes and nothing is a real shop’s', () => {
    const demo = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? read.value.demo : read.faults;
    };
    const { NODE_ENV: _forgotten, ...forgotten } = production;
    expect(demo(forgotten)).to.equal(false);
    const real: readonly Record<string, string>[] = [
      { HOST: '0.0.0.0' },
      { HOST: '::' },
      { HOST: '192.0.2.7' },
      { PUBLIC_URL: 'https://help.shop.example' },
      { WEBHOOK_URL: 'https://shop.example/hook', WEBHOOK_SECRET: webhookSecret },
      { MicrosoftAppId: 'x', MicrosoftAppPassword: 'y', MicrosoftAppTenantId: 'z' },
      { DATABASE_URL: 'postgres://db/resolve' },
    ];
    for (const env of real) expect(demo(env), JSON.stringify(env)).to.equal(false);
    for (const HOST of ['127.0.0.1', 'localhost', '::1']) expect(demo({ HOST })).to.equal(true);
    expect(demo({ DATABASE_URL: 'postgres://db/resolve', DEMO: 'true' })).to.equal(true);
    expect(demo({ HOST: '0.0.0.0', DEMO: 'true' })).to.equal(true);
  });

  it('refuses a demo that others reach with the secrets or the links of a real shop', () => {
    for (const real of [
      { CHAT_JWT_SECRET: 'c'.repeat(32) },
      { MicrosoftAppId: 'x', MicrosoftAppPassword: 'y', MicrosoftAppTenantId: 'z' },
    ]) {
      const env = { HOST: '0.0.0.0', DEMO: 'true', ...real };
      expect(faultsOf(env).map((f) => f.variable)).to.eql(['DEMO']);
      expect(faultsOf({ ...env, HOST: '127.0.0.1' })).to.eql([]);
    }
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
      'EVIDENCE_KEY',
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

  it('refuses one secret for two purposes', () => {
    const CHAT_JWT_SECRET = production.DIRECT_LINE_SECRET;
    const faults = faultsOf({ ...production, CHAT_JWT_SECRET });
    expect(faults.map((f) => f.variable)).to.eql(['CHAT_JWT_SECRET']);
    expect(JSON.stringify(faults)).not.to.include(CHAT_JWT_SECRET);
  });

  it('takes addresses and CIDRs of proxies, and nothing else', () => {
    const read = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.7,2001:db8::/32' });
    expect(read.ok && read.value.trustedProxies).to.have.length(3);
    for (const wrong of ['proxy.local', '10.0.0.0/33', '10.0.0/8', '10.0.0.1/8/8', '10.0.0.1/-1'])
      expect(faultsOf({ TRUSTED_PROXIES: wrong }).map((f) => f.variable)).to.eql([
        'TRUSTED_PROXIES',
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
