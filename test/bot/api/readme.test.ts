import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { createOutbox } from '../../../bot/outbox.ts';
import { createWebhooks } from '../../../bot/webhooks.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { type ApiServer, SECRET, startApi } from './api-server.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const shell = promisify(execFile);
const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const readme = join(import.meta.dirname, '../../../README.md');

describe('the script of the README', () => {
  let api: ApiServer;
  let shop: Receiver;
  beforeEach(async () => {
    api = await startApi();
    shop = await startReceiver();
  });
  afterEach(async () => {
    await shop.close();
    await api.close();
  });

  it('puts an order, answers for the seller, settles the refund; the webhooks can be verified', async () => {
    const marked = /<!-- run by .*?-->\s*```sh\n(.*?)```/s;
    const [, script = ''] = marked.exec(readFileSync(readme, 'utf8')) ?? [];
    const env = { ...process.env, API: api.url, KEY: SECRET };
    const { stdout } = await shell('bash', ['-ec', script], { env });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).to.have.length(5);
    const [stored, order, answered, settled, events] = answers;
    expect(stored).to.include({ applied: true });
    expect(order.items[0].allowedActions).to.deep.equal(['open']);
    expect(answered).to.include({ closeReason: 'seller_agreed' });
    expect(settled).to.include({ id: answered.id, state: 'closed' });
    expect(events.items.length).to.be.greaterThan(10);

    const { store, rulebooks, clock } = api;
    const target = { url: shop.url, secrets: [secret] };
    const told = { store, rulebooks, wallClock: systemClock(), target, allowLoopback: true };
    const outbox = createOutbox({
      ...{ store, clock, log: pino({ level: 'silent' }) },
      ...createWebhooks(told),
    });
    while ((await outbox.deliver()).sent > 0);
    const received = shop.got.map(
      ({ body, headers }) =>
        new Webhook(secret).verify(body, headers) as { type: string; data: { refund?: object } },
    );
    const refund = received.find(({ data }) => data.refund && 'disputeId' in data.refund);
    expect(refund?.type).to.equal('refund.requested');
    expect(JSON.stringify(received)).to.contain(answered.id);
  }).timeout(20_000);
});
