import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { uploadAccess } from '../../../bot/adapters/direct-line/upload-access.ts';
import { createRateLimiter, type RateLimiter } from '../../../bot/http/rate-limit.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { createEvidenceFiles } from '../../../services/gateways/evidence-files.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { createImages } from '../../../services/gateways/images.ts';
import { migrateUp, openStore } from '../../../services/store/open-store.ts';
import { connect, generateToken, type Token, until } from '../../support/direct-line-client.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { type Ask, ask } from '../../support/server-request.ts';

interface Shown {
  readonly text?: string;
  readonly from: { readonly role: string };
  readonly attachments?: readonly { readonly contentUrl?: string; readonly name: string }[];
}

describe('an upload', () => {
  let server: TestServer;
  let alice: Token;
  let folder: string;
  let photo: Uint8Array;
  /** Files that were decoded and stored, if only for a moment. */
  let received = 0;
  let quota: RateLimiter | undefined;
  let closeAll: () => Promise<void>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resolve-edge-'));
    const store = await openStore('sqlite::memory:');
    await migrateUp(store);
    const images = createImages();
    const current = createRulebook({ policyZone: 'UTC', holidays: [] });
    const access = uploadAccess({
      ...{ store, images, files: createEvidenceFiles(folder), ids: randomIds() },
      clock: systemClock(),
      rulebooks: { current, of: () => current },
    });
    const uploadQuota = { take: (key: string, many?: number) => quota?.take(key, many) ?? 0 };
    const receiveUpload: typeof access.receiveUpload = (file) => {
      received += 1;
      return access.receiveUpload(file);
    };
    server = await startServer({
      ...{ store, ...access, receiveUpload, uploadQuota },
      trustedProxies: ['127.0.0.1'],
    });
    closeAll = async () => {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    };
    const create = { width: 8, height: 8, channels: 3 as const, background: 'red' };
    photo = new Uint8Array(await sharp({ create }).png().toBuffer());
  });
  after(() => closeAll());
  beforeEach(async () => {
    quota = undefined;
    received = 0;
    alice = await generateToken(server.directLine);
  });

  const path = () => `${server.directLine}/conversations/${alice.conversationId}`;
  const send = (request: Ask) =>
    ask(`${path()}/upload?userId=x`, { bearer: alice.token, ...request });
  const shown = async (): Promise<readonly Shown[]> => {
    await server.engine.worker.idle();
    const { json } = await ask(`${path()}/activities`, { bearer: alice.token });
    return json?.activities as readonly Shown[];
  };
  const kept = () =>
    server.store.run((tx) => server.store.uploads.ofConversation(tx, alice.conversationId));
  const form = (activity: unknown, ...files: readonly (readonly [Uint8Array, string])[]) => {
    const data = new FormData();
    const type = 'application/vnd.microsoft.activity';
    data.append('activity', new Blob([JSON.stringify(activity)], { type }), 'blob');
    for (const [bytes, name] of files) data.append('file', new Blob([bytes]), name);
    return data;
  };

  it('of the real client is inspected, echoed and reaches the dialog', async () => {
    const client = connect({ token: alice.token, domain: server.directLine, webSocket: true });
    await client.until(() => client.botTexts().length === 1);
    // directlinejs reads the file from this address, in a browser a blob:, and posts it as multipart.
    const page = createServer((_req, res) => void res.end(photo)).listen(0, '127.0.0.1');
    await once(page, 'listening');
    const contentUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
    await client.post({
      ...{ type: 'message', text: 'see', from: { id: 'x' }, channelData: { attachmentSizes: [1] } },
      attachments: [{ contentType: 'image/png', name: 'a.png', contentUrl }],
    });
    await client.until(() => client.botTexts().length === 2);
    expect(client.botTexts().at(-1)).to.equal('files: a.png accepted');
    client.end();
    page.close();
  });

  it('is shown by an address that expires, works without a header and serves our own copy', async () => {
    const message = { type: 'message', attachments: [{ contentUrl: 'https://evil.example/x' }] };
    expect((await send({ body: form(message, [photo, 'a.png']) })).status).to.equal(200);
    const [echo] = await shown();
    const url = String(echo?.attachments?.[0]?.contentUrl);
    expect(url).to.match(/\/v3\/directline\/attachments\/[\w-]+\?t=/);
    const served = await fetch(url);
    expect(served.headers.get('content-type')).to.match(/^image\/(png|jpeg)$/);
    expect(served.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(served.headers.get('content-security-policy')).to.contain('sandbox');
    const metadata = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
    expect(metadata.width).to.equal(8);
    const bare = url.split('?')[0] ?? '';
    const upload = bare.split('/').at(-1) ?? '';
    for (const bad of [bare, `${url}x`, url.replace(upload, 'A'.repeat(22))]) {
      expect((await fetch(bad)).status, bad).to.equal(404);
    }
  });

  it('that is refused comes to the dialog with its verdict, and is named only', async () => {
    const word = new TextEncoder().encode('PK\u0003\u0004 a document');
    expect((await send({ body: form({ type: 'message' }, [word, 'a.docx']) })).status).to.equal(
      200,
    );
    const [echo, answer] = await shown();
    expect(echo?.attachments?.[0]).to.include({ name: 'a.docx' });
    expect(echo?.attachments?.[0]).to.not.have.property('contentUrl');
    expect(answer?.text).to.equal('files: a.docx file_type');
  });

  it('can be one raw file with a Content-Disposition', async () => {
    const headers = {
      'content-type': 'image/png',
      'content-disposition': 'name="file"; filename="b.png"',
    };
    expect((await send({ body: photo, headers })).status).to.equal(200);
    await until(async () => (await shown()).length === 2);
    expect((await shown())[1]?.text).to.equal('files: b.png accepted');
  });

  it('of a million tiny parts, or of one header without an end, is refused by its first bytes', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const part = '--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n';
    const many = Buffer.from(part.repeat(150_000));
    const refused = await send({ body: many, headers });
    expect(refused.status).to.equal(400);
    expect(refused.json?.error).to.have.property('message', 'The form has too many parts.');
    const endless = Buffer.from(`--b\r\nContent-Disposition: ${'x'.repeat(11_000_000)}`);
    expect((await send({ body: endless, headers })).json?.error).to.have.property(
      'message',
      'The form is malformed.',
    );
  });

  it('keeps its extension however long its name is', async () => {
    const name = `${'a'.repeat(300)}.png`;
    expect((await send({ body: form({ type: 'message' }, [photo, name]) })).status).to.equal(200);
    expect((await shown())[1]?.text).to.match(/^files: a+\.png accepted$/);
  });

  it('beside two others of its address is asked to come again, and holds nobody else up', async () => {
    const slow = () =>
      fetch(`${path()}/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${alice.token}`, 'content-type': 'image/png' },
        ...{ body: unfinished(), duplex: 'half' },
      } as RequestInit);
    const finish: (() => void)[] = [];
    const unfinished = () =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(photo);
          finish.push(() => controller.close());
        },
      });
    const both = [slow(), slow()];
    const third = () => send({ body: photo, headers: { 'content-type': 'image/png' } });
    let refused = await third();
    await until(async () => {
      if (refused.status !== 429) refused = await third();
      return refused.status === 429;
    });
    expect(refused.headers.get('retry-after')).to.equal('2');
    const other = { 'content-type': 'image/png', 'x-forwarded-for': '203.0.113.7' };
    expect((await send({ body: photo, headers: other })).status).to.equal(200);
    for (const end of finish) end();
    for (const answer of await Promise.all(both)) expect(answer.status).to.equal(200);
    expect((await third()).status).to.equal(200);
  });

  it('that its conversation has no bytes left for is refused, and leaves nothing', async () => {
    const size = photo.byteLength;
    quota = createRateLimiter({ burst: 2 * size, perSecond: 0.001 }, () => 0);
    const message = () => form({ type: 'message' }, [photo, 'a.png']);
    expect((await send({ body: message() })).status).to.equal(200);
    expect((await send({ body: message() })).status).to.equal(200);
    const refused = await send({ body: message() });
    expect([refused.status, refused.headers.has('retry-after')]).to.deep.equal([429, true]);
    expect(await kept()).to.have.length(2);
  });

  it('is not stored when the queue is full', async () => {
    const { store } = server;
    await server.engine.worker.idle();
    await store.run(async (tx) => {
      for (let n = 0; n < 20; n += 1)
        await store.inbox.store(tx, {
          ...{ conversationId: alice.conversationId, key: `full-${n}`, answer: 'x' },
          ...{ activity: { type: 'event' }, receivedAt: 1 as never },
        });
    });
    const refused = await send({ body: form({ type: 'message' }, [photo, 'a.png']) });
    expect(refused.status).to.equal(429);
    expect(await kept()).to.deep.equal([]);
    expect(received).to.equal(0);
    await server.engine.worker.findWaiting();
  });

  it('sent again under the same clientActivityID is answered once', async () => {
    const message = { type: 'message', channelData: { clientActivityID: 'same' } };
    const first = await send({ body: form(message, [photo, 'a.png']) });
    const second = await send({ body: form(message, [photo, 'a.png']) });
    expect(second.json).to.deep.equal(first.json);
    expect(await shown()).to.have.length(2);
    expect(await kept()).to.have.length(1);
    expect(received).to.equal(1);
  });

  it('sent twice at once under the same clientActivityID keeps its files once', async () => {
    const message = { type: 'message', channelData: { clientActivityID: 'twice' } };
    const both = [1, 2].map(() => send({ body: form(message, [photo, 'a.png']) }));
    const [first, second] = await Promise.all(both);
    expect(second?.json).to.deep.equal(first?.json);
    expect(await kept()).to.have.length(1);
  });

  it('is refused when it is no form, has no file, too many, too much, or another’s token', async () => {
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await send({ body: 'nothing', headers: multipart })).status).to.equal(400);
    expect((await send({ body: form({ type: 'message' }) })).status).to.equal(400);
    expect((await send({ body: form('x', [photo, 'a.png']) })).status).to.equal(400);
    const eleven = Array.from({ length: 11 }, (_, i) => [photo, `${i}.png`] as const);
    expect((await send({ body: form({ type: 'message' }, ...eleven) })).status).to.equal(400);
    const headers = { 'content-type': 'image/png' };
    const large = await send({ body: new Uint8Array(33 * 1024 * 1024), headers }).catch(() => 413);
    expect(typeof large === 'number' ? large : large.status).to.equal(413);
    const bob = await generateToken(server.directLine, 'dl_bob');
    const foreign = await send({
      bearer: bob.token,
      body: form({ type: 'message' }, [photo, 'a.png']),
    });
    expect(foreign.status).to.equal(404);
    expect(await shown()).to.deep.equal([]);
  });
});
