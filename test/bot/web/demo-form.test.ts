import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { advance, readSent } from '../../../bot/web/demo-form.ts';

const own = 'http://localhost:3978';
const sent = (body: string, headers: Record<string, string>): IncomingMessage =>
  Object.assign(Readable.from([Buffer.from(body)]), { headers }) as unknown as IncomingMessage;

const statusOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: { status?: number }) => error.status,
  );

describe("the demo's forms", () => {
  it('are read as JSON and as forms of our own page, empty fields left out', async () => {
    const json = sent('{"advance":"P5D"}', { 'content-type': 'application/json' });
    expect(await readSent(json, own)).to.deep.equal({
      fields: { advance: 'P5D' },
      byPage: false,
    });
    const form = sent('advance=P5D&buyer=', {
      'content-type': 'application/x-www-form-urlencoded',
      origin: own,
      'sec-fetch-site': 'same-origin',
    });
    expect(await readSent(form, own)).to.deep.equal({ fields: { advance: 'P5D' }, byPage: true });
    expect(await readSent(sent('', {}), own)).to.deep.equal({ fields: {}, byPage: false });
  });

  it('are refused from pages of other sites, and in other formats', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const from = (headers: Record<string, string>) =>
      statusOf(readSent(sent('a=1', { ...form, ...headers }), own));
    expect(await from({ origin: 'https://evil.example' })).to.equal(403);
    expect(await from({ origin: 'null' })).to.equal(403);
    expect(await from({ 'sec-fetch-site': 'cross-site' })).to.equal(403);
    expect(await statusOf(readSent(sent('x', { 'content-type': 'text/plain' }), own))).to.equal(
      415,
    );
    expect(await statusOf(readSent(sent('x'.repeat(20_000), form), own))).to.equal(413);
  });

  it('move the clock by an ISO 8601 duration of whole minutes, forwards, at most 400 days', () => {
    const ms = (text: string) => advance.safeParse(text).data;
    expect(ms('PT1H')).to.equal(3_600_000);
    expect(ms('P5D')).to.equal(5 * 86_400_000);
    expect(ms('p1w2dt3h4m')).to.equal(((9 * 24 + 3) * 60 + 4) * 60_000);
    for (const text of ['', 'P', 'PT', 'P1DT', '5D', '-P5D', 'P-5D', 'P0D', 'P401D', 'P1Y', 'PT1S'])
      expect(ms(text), text).to.equal(undefined);
  });
});
