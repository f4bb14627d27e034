import { expect } from 'chai';
import sharp from 'sharp';
import type { App } from '../../../index.ts';
import { connect, generateToken } from '../../support/direct-line-client.ts';
import { CHAT_SECRET, SECRET } from '../../support/server.ts';
import { demoApp } from '../web/app-in-browser.ts';
import { htmx, type Person, personOf } from './desk-app.ts';

describe('a picture of an agent’s', function () {
  this.timeout(40_000);
  const demo = demoApp();
  let app: App;
  let agnes: Person;
  let ben: Person;
  before(async () => {
    app = await demo.start(0, { DIRECT_LINE_SECRET: SECRET, CHAT_JWT_SECRET: CHAT_SECRET });
    agnes = await personOf(app.url, 'agnes');
    ben = await personOf(app.url, 'ben');
  });
  after(async () => {
    await app?.stop();
    demo.remove();
  });

  const png = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const create = { width: 9, height: 7, channels: 3 as const, background: 'blue' };
    return new Uint8Array(await sharp({ create }).withMetadata().png().toBuffer());
  };
  const send = async (
    who: Person,
    id: string,
    file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
    csrf = who.csrf,
  ) => {
    const form = new FormData();
    form.append('_csrf', csrf);
    form.append('picture', new Blob([file.bytes]), file.name);
    const answer = await fetch(`${app.url}/console/cases/${id}/picture`, {
      ...{ method: 'POST', body: form, redirect: 'manual' },
      headers: { Cookie: who.cookie, Origin: app.url, 'Sec-Fetch-Site': 'same-origin', ...htmx },
    });
    return { status: answer.status, html: await answer.text() };
  };
  const uploads = (conversationId: string) =>
    app.store.run((tx) => app.store.uploads.ofConversation(tx, conversationId));

  it('reaches the buyer as our own copy, from the one who has the case alone', async () => {
    const domain = `${app.url}/v3/directline`;
    const { token, conversationId } = await generateToken(domain, 'dl_emma');
    const client = connect({ domain, token });
    await client.until(() => client.botTexts().length > 0);
    await client.say('I want to talk to a person');
    await client.until(() => client.botTexts().some((text) => text.includes('in the line')));
    const handoff = await app.store.run((tx) => app.store.desk.handoffs.liveOf(tx, conversationId));
    const id = handoff?.id ?? '';
    const picture = { name: '../where <b>.png', bytes: await png() };
    expect((await send(agnes, id, picture)).html).to.contain('Claim it first');
    await agnes.post(`/console/cases/${id}/claim`);
    expect((await agnes.get(`/console/cases/${id}`)).html).to.contain('Send the picture');
    expect((await send(ben, id, picture)).html).to.contain('Agnes Lindqvist has this case');
    expect((await send(agnes, id, picture, 'guess')).status).to.equal(403);
    const text = { name: 'a.png', bytes: new TextEncoder().encode('<script>alert(1)</script>') };
    expect((await send(agnes, id, text)).html).to.contain('Refused');
    expect((await send(agnes, id, { ...picture, bytes: new Uint8Array() })).html).to.contain(
      'first',
    );
    // Nothing that was refused is kept.
    expect(await uploads(conversationId)).to.be.empty;

    expect((await send(agnes, id, picture)).status).to.equal(200);
    const shown = () =>
      client.activities.flatMap((one) =>
        one.type === 'message' && one.from.name === 'Agnes Lindqvist'
          ? (one.attachments ?? [])
          : [],
      );
    await client.until(() => shown().length > 0);
    const [seen] = shown() as { readonly contentUrl?: string; readonly name?: string }[];
    const copy = await fetch(seen?.contentUrl ?? '');
    expect(copy.status).to.equal(200);
    const { width, icc, exif } = await sharp(await copy.arrayBuffer()).metadata();
    expect({ width, icc, exif }).to.deep.equal({ width: 9, icc: undefined, exif: undefined });
    expect(seen?.name).to.not.contain('/');
    expect((await agnes.get(`/console/cases/${id}`)).html).to.contain('/console/files/');

    // It is no file of the buyer's: nothing can be opened or proved with it.
    const emmas = '8130224500632984';
    const form = await agnes.get(`/console/cases/${id}/act/open?order=${emmas}&item=1`);
    expect(form.html).to.contain('Files from this chat').and.contain('None yet');
    const [upload] = await uploads(conversationId);
    expect(upload).to.include({ fromAgent: true, verdict: 'accepted' });
    client.end();
  });
});
