import { type ConversationAccount, EventFactory, HandoffEventNames } from 'botbuilder';
import { expect } from 'chai';
import sharp from 'sharp';
import type { App } from '../../../index.ts';
import {
  type Client,
  connect,
  generateToken,
  type Token,
} from '../../support/direct-line-client.ts';
import {
  HUB_KEY,
  HUB_SECRET,
  type HubActivity,
  type StandInHub,
  startHub,
} from '../../support/hub-server.ts';
import { CHAT_SECRET, SECRET } from '../../support/server.ts';
import { personOf } from '../console/desk-app.ts';
import { demoApp } from '../web/app-in-browser.ts';

describe('an external hub in place of our console', function () {
  this.timeout(60_000);
  const demo = demoApp();
  let hub: StandInHub;
  let app: App;
  let token: Token;
  let client: Client;
  before(async () => {
    hub = await startHub();
    app = await demo.start(0, {
      ...{ DIRECT_LINE_SECRET: SECRET, CHAT_JWT_SECRET: CHAT_SECRET },
      ...{ HANDOFF_HUB_URL: hub.url, HANDOFF_HUB_SECRET: HUB_SECRET },
      INTEGRATION_API_KEYS: `hub:${HUB_KEY}:handoff`,
    });
    const domain = `${app.url}/v3/directline`;
    token = await generateToken(domain, 'dl_emma');
    client = connect({ domain, token: token.token });
    await client.until(() => client.botTexts().length > 0);
  });
  after(async () => {
    client?.end();
    await app?.stop();
    await hub?.close();
    demo.remove();
  });

  const told = (words: string) => client.botTexts().filter((text) => text.includes(words)).length;
  const tells = async (words: string, times = 1) => {
    await client.until(() => told(words) >= times).catch(() => undefined);
    expect(told(words), `${words} in ${client.botTexts().join('\n')}`).to.equal(times);
  };
  const ours = ({ conversation }: HubActivity) => conversation.id === token.conversationId;
  const heard = (words: string) =>
    hub.waitsFor((one) => ours(one) && one.type === 'message' && (one.text ?? '').includes(words));
  const photo = async () => {
    const create = { width: 8, height: 8, channels: 3 as const, background: 'red' };
    const form = new FormData();
    const activity = { type: 'message', from: { id: 'dl_emma' }, text: 'here it is' };
    const type = 'application/vnd.microsoft.activity';
    form.append('activity', new Blob([JSON.stringify(activity)], { type }), 'blob');
    const png = await sharp({ create }).withMetadata().png().toBuffer();
    form.append('file', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'crack.png');
    const path = `conversations/${token.conversationId}/upload?userId=dl_emma`;
    const sent = await fetch(`${app.url}/v3/directline/${path}`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${token.token}` } },
    });
    expect(sent.status).to.equal(200);
  };

  it('has the case with context and transcript, talks to the buyer and gives the talk back', async () => {
    await client.say('Open a dispute');
    await client.until(() => client.activities.length > 2);
    await client.say('I want my lawyer to talk to a person');
    await tells('in the line');
    const initiate = await hub.waitsFor((one) => ours(one) && one.name === 'handoff.initiate');
    expect(initiate).to.include({ type: 'event', name: HandoffEventNames.InitiateHandoff });
    expect(initiate.value).to.include({ reason: 'risk', risk: 'lawyer', signedIn: true });
    expect(initiate.value?.buyer).to.include({ id: 'emma', name: 'Emma Clarke' });
    expect(initiate.value?.orders).to.be.an('array').that.is.not.empty;
    const [transcript] = initiate.attachments ?? [];
    expect(transcript).to.include({ name: 'Transcript', contentType: 'application/json' });
    const said = transcript?.content?.activities ?? [];
    expect(said.map(({ from }) => from.role)).to.include.members(['user', 'bot']);
    expect(said.map(({ text }) => text)).to.include('I want my lawyer to talk to a person');

    // Nobody has come: the bot still helps, and the hub reads along.
    await client.say('how long is the refund');
    await heard('how long is the refund');
    const tell = (body: object) => hub.tell(initiate.statusUrl, body);
    const say = (body: object, key?: string) => hub.tell(initiate.messagesUrl, body, key);
    const agnes = await personOf(app.url, 'agnes');
    const clara = await personOf(app.url, 'clara');
    const { html } = await agnes.get('/console/queue?tab=all');
    expect(html).to.include('Emma Clarke').and.include('The outside service');
    expect((await agnes.get('/console/queue')).html).to.not.include('Emma Clarke');
    const path = `/console/cases/${initiate.handoffId}`;
    expect((await agnes.get(path)).html)
      .to.not.include('/claim')
      .and.not.include('/take-over');
    expect((await agnes.post(`${path}/claim`)).html).to.include('outside service has this case');
    expect((await clara.get(path)).html).to.include('/take-over');
    expect((await say({ text: 'too early' })).status).to.equal(409);
    const accepted = { state: 'accepted', agent: { name: 'Dana' } };
    expect((await tell(accepted)).json).to.include({ taken: true, owner: 'hub' });
    expect((await tell(accepted)).json).to.include({ taken: false, owner: 'hub' });
    await tells('Dana from our team is here now');

    const bot = client.botTexts().length;
    await client.say('hello, are you a person?');
    await heard('are you a person?');
    await photo();
    const withPhoto = await heard('here it is');
    const picture = await fetch(withPhoto.attachments?.[0]?.contentUrl ?? '');
    expect(picture.status).to.equal(200);
    expect((await sharp(await picture.arrayBuffer()).metadata()).width).to.equal(8);
    expect(client.botTexts()).to.have.length(bot);
    for (const _ of [1, 2])
      expect((await say({ text: 'I am <b>Dana</b> [x](javascript:1)' }, 'one')).status).to.equal(
        200,
      );
    await tells('I am <b>Dana</b>');
    const line = client.activities.find((one) => 'text' in one && one.text?.includes('<b>Dana'));
    expect(line).to.include({ textFormat: 'plain' });

    // As Microsoft's own library makes it.
    const completed = EventFactory.createHandoffStatus(
      { id: initiate.conversation.id } as ConversationAccount,
      'completed',
      'Refund explained',
    );
    expect((await tell(completed)).json).to.include({
      taken: true,
      owner: 'bot',
    });
    await tells('I am the help program again: Dana is done here.');
    expect((await tell({ state: 'completed' })).json).to.include({ taken: false });
    expect((await say({ text: 'late' })).status).to.equal(409);
    await client.say('where is my order');
    await client.until(() => client.botTexts().length > bot + 2);

    // The order in which things were said is the order in which they came.
    const relayed = hub.got.filter((one) => ours(one) && one.from.role === 'user');
    expect(relayed.map(({ text }) => text)).to.deep.equal([
      'how long is the refund',
      'hello, are you a person?',
      'here it is',
    ]);
    expect(JSON.stringify(hub.got)).to.not.include('$action').and.not.include('upload:');
  });

  it('shows the buyer nothing of what it was told', async () => {
    const page = await fetch(
      `${app.url}/v3/directline/conversations/${token.conversationId}/activities`,
      { headers: { authorization: `Bearer ${token.token}` } },
    );
    const seen = JSON.stringify([await page.json(), client.activities]);
    for (const secret of [
      'handoff.',
      'Transcript',
      'blockedBy',
      '"risk"',
      '"reason"',
      'Refund explained',
    ])
      expect(seen).to.not.include(secret);
  });
});
