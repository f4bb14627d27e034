import { expect } from 'chai';
import pino from 'pino';
import { readCloudActivity } from '../../../bot/adapters/cloud-activity.ts';
import {
  type CloudAttachmentsDeps,
  createCloudAttachments,
} from '../../../bot/adapters/cloud-attachments.ts';
import { createCloudReceive } from '../../../bot/adapters/cloud-receive.ts';
import { createReplies } from '../../../bot/adapters/cloud-replies.ts';
import type { ArrivedFile } from '../../../bot/arrived-files.ts';
import { createInbox } from '../../../bot/inbox.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import type { Conversation, JsonObject } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';
import { plainKnowledge } from '../../support/server-dialog.ts';
import { memoryStore } from '../../support/stores.ts';
import { activity } from './cloud-world.ts';
import { type FileHosts, head, openFileHosts } from './file-hosts.ts';

const JPEG = Buffer.from('ffd8ffe000', 'hex');
const teamsFile = {
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: 'https://contoso.sharepoint.com/personal/ana/photo.jpg',
  name: 'photo.jpg',
  content: { downloadUrl: 'https://contoso.sharepoint.com/download?tempauth=1', fileType: 'jpg' },
};
const inlineImage = {
  contentType: 'image/*',
  contentUrl: 'https://smba.trafficmanager.net/emea/v3/attachments/0-1/views/original',
};

describe('the files of a channel’s activity', () => {
  let hosts: FileHosts;
  let received: ArrivedFile[];
  let logged: string[];
  const current = createRulebook({ policyZone: 'UTC', holidays: [] });

  before(async () => {
    hosts = await openFileHosts();
  });
  after(() => hosts.close());
  beforeEach(() => {
    hosts.answer = (_req, res) => void res.end(JPEG);
    for (const seen of [hosts.asked, hosts.looked, hosts.authorizations]) seen.length = 0;
    received = [];
    logged = [];
  });

  const conversation: Conversation = {
    ...{ id: 'c-1', channel: 'msteams', userId: '29:ana', locale: 'en', owner: 'bot', lastSeq: 0 },
    ...{ state: {}, stateVersion: 0, startedAt: noon },
  };
  const attachmentsOf = (changes: Partial<CloudAttachmentsDeps> = {}) =>
    createCloudAttachments({
      log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
      rulebooks: { current, of: () => current },
      async receiveUpload({ conversationId, name, bytes }) {
        received.push({ name, bytes });
        const type = { contentType: 'image/jpeg', sha256: '-', width: 1, height: 1, at: noon };
        const id = `u-${received.length}`;
        return { ...type, id, conversationId, name, bytes: bytes.length, verdict: 'accepted' };
      },
      uploadQuota: { take: () => 0 },
      botToken: async () => 'Bearer of-the-bot',
      lookup: hosts.lookup,
      at: hosts.at,
      ...changes,
    });
  /** As it comes out of the reading of what Azure Bot Service sends. */
  const fetchOf = (
    channelId: string,
    attachments: readonly unknown[],
    changes: Partial<CloudAttachmentsDeps> = {},
    more: JsonObject = {},
  ) => {
    const read = readCloudActivity(activity({ channelId, attachments, ...more }));
    return attachmentsOf(changes)(JSON.parse(JSON.stringify(read)) as JsonObject, conversation);
  };
  const names = () => received.map(({ name }) => name);

  it('of Teams come from SharePoint, without the bot’s token', async () => {
    const { uploads, shown, failed } = await fetchOf('msteams', [teamsFile]);
    expect(uploads).to.deep.equal(['u-1']);
    expect(failed).to.equal(0);
    expect(shown).to.deep.equal([
      { contentType: 'image/jpeg', name: 'photo.jpg', contentUrl: 'upload:u-1' },
    ]);
    expect(hosts.asked).to.deep.equal(['contoso.sharepoint.com /download?tempauth=1']);
    expect(hosts.authorizations).to.deep.equal([undefined]);
    expect(names()).to.deep.equal(['photo.jpg']);
  });

  it('of Teams inside a text come from the connector, with the bot’s token, and get a name by their bytes', async () => {
    await fetchOf('msteams', [inlineImage]);
    expect(hosts.authorizations).to.deep.equal(['Bearer of-the-bot']);
    expect(names()).to.deep.equal(['photo-1.jpg']);
  });

  it('are not the copy of the text, nor a card', async () => {
    const html = { contentType: 'text/html', content: '<p>hello</p>' };
    const page = { contentType: 'text/html', contentUrl: 'https://contoso.sharepoint.com/x' };
    const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
    expect(await fetchOf('msteams', [html, page, card])).to.deep.equal({
      ...{ uploads: [], shown: [], failed: 0 },
    });
    expect(hosts.asked).to.deep.equal([]);
  });

  it('of Messenger, SMS, Slack and Telegram come from their own hosts alone', async () => {
    const places: Readonly<Record<string, string>> = {
      facebook: 'https://scontent-ams4-1.fbcdn.net/v/t1/photo.jpg?_nc=1',
      sms: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1',
      slack: 'https://files.slack.com/files-pri/T1-F1/photo.jpg',
      telegram: 'https://api.telegram.org/file/bot/photos/1.jpg',
    };
    for (const [channel, contentUrl] of Object.entries(places))
      for (const other of Object.keys(places)) {
        const { failed } = await fetchOf(other, [{ contentType: 'image/jpeg', contentUrl }]);
        expect(failed, `${channel} on ${other}`).to.equal(channel === other ? 0 : 1);
      }
    expect(hosts.authorizations).to.deep.equal([undefined, undefined, undefined, undefined]);
  });

  it('of SMS may lie behind a redirect to where Twilio keeps them', async () => {
    hosts.answer = (req, res) =>
      req.headers.host?.startsWith('api.')
        ? head(res, 307, { location: 'https://mms.twiliocdn.com/AC1/x' }).end()
        : res.end(JPEG);
    const contentUrl = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1';
    expect((await fetchOf('sms', [{ contentType: 'image/jpeg', contentUrl }])).failed).to.equal(0);
    expect(names()).to.deep.equal(['photo-1.jpg']);
  });

  it('of e-mail and of a channel that nobody described come from the connector', async () => {
    const contentUrl = 'https://email.botframework.com/v3/attachments/1/views/original';
    const file = { contentType: 'image/jpeg', contentUrl, name: 'IMG_1.JPG' };
    for (const channel of ['email', 'line']) {
      expect((await fetchOf(channel, [file])).failed, channel).to.equal(0);
    }
    expect(names()).to.deep.equal(['IMG_1.JPG', 'IMG_1.JPG']);
  });

  it('of Slack are fetched with Slack’s own token, which no other host sees', async () => {
    const channelData = { ApiToken: 'xoxb-1-a', SlackMessage: {} };
    const contentUrl = 'https://files.slack.com/files-pri/T1-F1/photo.jpg';
    await fetchOf('slack', [{ contentType: 'image/jpeg', contentUrl }], {}, { channelData });
    await fetchOf('slack', [inlineImage], {}, { channelData });
    expect(hosts.authorizations).to.deep.equal(['Bearer xoxb-1-a', 'Bearer of-the-bot']);
  });

  it('that can’t be had are counted, and the log does not say where they were', async () => {
    const secret = 'https://169.254.169.254/secret';
    const none = { contentType: 'image/png' };
    const data = {
      contentType: 'image/png',
      contentUrl: `data:image/png;base64,${'A'.repeat(50)}`,
    };
    const got = await fetchOf('msteams', [
      { contentType: 'image/jpeg', contentUrl: secret },
      ...[none, data, teamsFile],
    ]);
    expect(got).to.deep.include({ uploads: ['u-1'], failed: 3 });
    expect(logged.join('')).to.contain('an IP address').and.not.contain('secret');
  });

  it('that are more than a dispute may have are not fetched', async () => {
    const most = current.rules.evidenceMaxFiles.value;
    const { uploads, failed } = await fetchOf('msteams', Array(most + 2).fill(teamsFile));
    expect(uploads).to.have.length(most);
    expect(failed).to.equal(2);
    expect(hosts.asked).to.have.length(most);
  });

  it('have a time for all of them together', async () => {
    hosts.answer = (req, res) => void (req.url?.startsWith('/download') && res.end(JPEG));
    const got = await fetchOf('msteams', [inlineImage, teamsFile], { deadlineMs: 300 });
    expect(got).to.deep.include({ uploads: ['u-1'], failed: 1 });
  });

  it('are fetched without a token where there is none, and not at all where it is not to be had', async () => {
    await fetchOf('msteams', [inlineImage], { botToken: async () => undefined });
    expect(hosts.authorizations).to.deep.equal([undefined]);
    const botToken = () => Promise.reject(new Error('the login is down'));
    const got = await fetchOf('msteams', [inlineImage, teamsFile], { botToken });
    expect(got).to.deep.include({ uploads: ['u-2'], failed: 1 });
  });

  it('are not kept where a chat has sent too many bytes today', async () => {
    const got = await fetchOf('msteams', [teamsFile], { uploadQuota: { take: () => 60 } });
    expect(got).to.deep.include({ uploads: [], failed: 1 });
    expect(received).to.deep.equal([]);
  });

  it('are fetched once when the channel sends the activity again meanwhile', async () => {
    const attachments = attachmentsOf();
    const read = readCloudActivity(activity({ attachments: [teamsFile] }));
    const said = JSON.parse(JSON.stringify(read)) as JsonObject;
    const [one, two] = await Promise.all([1, 2].map(() => attachments(said, conversation)));
    expect(one).to.deep.equal(two);
    expect(hosts.asked).to.have.length(1);
  });

  it('of too many chats at once are counted as not had', async () => {
    const attachments = attachmentsOf();
    const all = await Promise.all(
      [1, 2, 3].map((n) => {
        const read = readCloudActivity(activity({ id: `a-${n}`, attachments: [teamsFile] }));
        const chat = { ...conversation, id: `c-${n}` };
        return attachments(JSON.parse(JSON.stringify(read)) as JsonObject, chat);
      }),
    );
    expect(all.map(({ failed }) => failed)).to.deep.equal([0, 0, 1]);
  });

  it('reach the turn and the transcript, those that are missing too, and are not fetched again for a resend', async () => {
    const store = await memoryStore();
    const chats: string[] = [];
    const clock = { now: () => noon };
    const news = { publish: () => undefined, follow: () => () => undefined } as never;
    const inbox = createInbox({
      store,
      clock,
      news,
      ids: randomIds(),
      wake: (id) => chats.push(id),
    });
    const receive = createCloudReceive({
      ...{ store, clock, inbox, rulebooks: { current, of: () => current } },
      ...{ log: pino({ level: 'silent' }), knowledge: plainKnowledge, replies: createReplies() },
      deliver: () => Promise.resolve(),
      attachments: attachmentsOf(),
    });
    const read = readCloudActivity(
      activity({ text: 'look', attachments: [teamsFile, { contentType: 'image/png' }] }),
    );
    const said = JSON.parse(JSON.stringify(read)) as JsonObject;
    for (const _ of ['sent', 'sent again'])
      await receive({ activity: said, mentioned: false, reference: {} });
    expect(hosts.asked).to.have.length(1);
    const chat = chats[0] ?? '';
    const row = await store.run((tx) => store.inbox.next(tx, chat));
    expect(row?.activity).to.deep.include({ text: 'look', uploads: ['u-1'], failedFiles: 1 });
    const [line] = await store.run((tx) => store.conversations.messagesAfter(tx, chat, 0, 10));
    expect(line?.activity).to.deep.include({
      text: 'look',
      attachments: [{ contentType: 'image/jpeg', name: 'photo.jpg', contentUrl: 'upload:u-1' }],
    });
    await store.close();
  });
});
