import { expect } from 'chai';
import { readConfig } from '../../../bot/config.ts';

const secret = '0123456789abcdef0123456789abcdef';
const keysOf = (value: string) => {
  const read = readConfig({ INTEGRATION_API_KEYS: value });
  return read.ok ? read.value.integrationKeys : read.faults.map(({ variable }) => variable);
};

describe('the keys of the marketplace in the configuration', () => {
  it('may do everything, or what their scopes say', () => {
    expect(keysOf(`shop:${secret}, desk:${secret}x:read+rulings`)).to.deep.equal([
      { id: 'shop', secret, scopes: ['read', 'orders', 'seller', 'rulings', 'payments'] },
      { id: 'desk', secret: `${secret}x`, scopes: ['read', 'rulings'] },
    ]);
  });

  it('speak to buyers as an agent hub only where that is said', () => {
    expect(keysOf(`hub:${secret}:handoff`)).to.deep.equal([
      { id: 'hub', secret, scopes: ['handoff'] },
    ]);
    expect(JSON.stringify(keysOf(`shop:${secret}`))).to.not.contain('handoff');
  });

  it('are refused if they are short, nameless or for something unknown, and never repeated', () => {
    for (const value of [
      'shop:short',
      secret,
      `:${secret}`,
      `shop:${secret}:reed`,
      `shop:${secret}:`,
    ])
      expect(keysOf(value), value).to.deep.equal(['INTEGRATION_API_KEYS']);
    const read = readConfig({ INTEGRATION_API_KEYS: 'shop:hunter2' });
    expect(JSON.stringify(read)).to.not.contain('hunter2');
  });

  it('are not made up outside of a demo', () => {
    const read = readConfig({ DEMO: 'false' });
    expect(read.ok && read.value.integrationKeys).to.equal(undefined);
  });
});

describe('an agent hub in the configuration', () => {
  const url = 'https://hub.example/hooks';
  const signs = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const hubOf = (env: Record<string, string>) => {
    const read = readConfig(env);
    return read.ok ? read.value.hub : read.faults.map(({ variable }) => variable);
  };

  it('is none without an address, and needs a secret of its own with one', () => {
    expect(hubOf({})).to.equal(undefined);
    expect(hubOf({ HANDOFF_HUB_URL: url })).to.deep.equal(['HANDOFF_HUB_SECRET']);
    const both = { HANDOFF_HUB_URL: url, HANDOFF_HUB_SECRET: signs };
    expect(hubOf(both)).to.deep.include({ url, secrets: [signs] });
    expect(hubOf({ ...both, HANDOFF_HUB_MINUTES: '0' })).to.deep.equal(['HANDOFF_HUB_MINUTES']);
  });
});

describe('the webhooks in the configuration', () => {
  const url = 'https://shop.example/hooks';
  const faultsOf = (env: Record<string, string>) => {
    const read = readConfig(env);
    return read.ok ? [] : read.faults.map(({ variable }) => variable);
  };

  it('need a secret of Standard Webhooks, or two while one is replaced', () => {
    const good = `whsec_${Buffer.from(secret).toString('base64')}`;
    expect(faultsOf({ WEBHOOK_URL: url })).to.deep.equal(['WEBHOOK_SECRET']);
    expect(faultsOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret })).to.have.length(1);
    expect(faultsOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: good })).to.deep.equal([]);
    const read = readConfig({ WEBHOOK_URL: url, WEBHOOK_SECRET: `${good} ${good}` });
    expect(read.ok && read.value.webhook).to.deep.equal({ url, secrets: [good, good] });
  });
});
