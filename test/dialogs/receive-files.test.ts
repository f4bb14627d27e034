import { expect } from 'chai';
import type { ReceivedFile } from '../../dialogs/kit/reply.ts';
import { receiveFiles } from '../../dialogs/receive-files.ts';
import type { FileRule } from '../../services/domain/file-rules.ts';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';

const file = (name: string, contentType: string): ReceivedFile => ({
  id: `upload-${name}`,
  name,
  bytes: 1000,
  contentType,
  sha256: `hash of ${name}`,
  verdict: 'accepted',
});
const gif = file('moving.gif', 'image/gif');
const png = file('still.png', 'image/png');

describe('Files that arrive for a question', () => {
  let chat: Chat;
  before(async () => {
    chat = await Chat.start('emma');
  });
  after(async () => {
    await chat.close();
    await removeConversations();
  });

  const received = (files: readonly ReceivedFile[], rule: FileRule, already = 0) =>
    chat.trial(async (scene) => receiveFiles({ photos: [], already }, files, rule, scene));

  it('are refused if only an earlier question would have taken them: a gif is no later evidence', async () => {
    const { photos, say } = await received([gif, png], 'evidenceFiles');
    expect(photos.map(({ name }) => name)).to.deep.equal(['still.png']);
    const [refusal] = say.flatMap(({ text }) => text);
    expect(refusal?.key).to.equal('evidence.send_again');
    expect(refusal?.data).to.deep.include({ name: 'moving.gif' });
    expect(refusal?.data?.allowed).to.deep.equal(['.jpg', '.jpeg', '.bmp', '.png']);
  });

  it('are kept with a dispute that is being opened, a gif too', async () => {
    const { photos, say } = await received([gif, png], 'openingFiles');
    expect(photos).to.have.length(2);
    expect(say).to.deep.equal([]);
  });

  it('are counted with those that are in the dispute already', async () => {
    const { photos, say } = await received([png], 'evidenceFiles', 10);
    expect(photos).to.deep.equal([]);
    expect(say.flatMap(({ text }) => text.map(({ key }) => key))).to.deep.equal([
      'refusal.too_many_files',
    ]);
  });

  it('are told apart by why their type is wrong: the name, or what is inside', async () => {
    const refused = ['letter.docx', 'letter.jpg', 'IMG_1.HEIC'].map(
      (name): ReceivedFile => ({ ...file(name, 'application/octet-stream'), verdict: 'file_type' }),
    );
    const { say } = await received(refused, 'evidenceFiles');
    expect(say.flatMap(({ text }) => text.map(({ key }) => key))).to.deep.equal([
      'refusal.file_type',
      'evidence.other_inside',
      'evidence.phone_photo',
    ]);
  });
});
