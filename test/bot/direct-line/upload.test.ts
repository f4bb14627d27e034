import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { uploadAccess } from '../../../bot/adapters/direct-line/upload-access.ts';
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
    server = await startServer({ store, ...access });
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

  it('sent again under the same clientActivityID is answered once', async () => {
    const message = { type: 'message', channelData: { clientActivityID: 'same' } };
    const first = await send({ body: form(message, [photo, 'a.png']) });
    const second = await send({ body: form(message, [photo, 'a.png']) });
    expect(second.json).to.deep.equal(first.json);
    expect(await shown()).to.have.length(2);
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
