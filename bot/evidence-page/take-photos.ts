import type { Upload } from '../../services/evidence-port.ts';
import type { Conversation, Store } from '../../services/ports.ts';
import { attachmentOf, type ReceiveUpload, receiveFiles } from '../arrived-files.ts';
import { tooMany } from '../http/problem.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { Inbox } from '../inbox.ts';
import type { UploadLink } from './link-token.ts';
import type { ReceivedPhotos } from './read-photos.ts';

export interface TakeDeps {
  readonly store: Store;
  readonly inbox: Inbox;
  readonly receiveUpload: ReceiveUpload;
  /** Takes back what was received for a message that is not stored. */
  readonly discardUploads: (uploads: readonly Upload[]) => Promise<void>;
  /** Bytes of files, by conversation. */
  readonly uploadQuota: RateLimiter;
}

export type Taken =
  | { readonly verdict: 'none' | 'used' }
  /** No file was good: the link still works. */
  | { readonly verdict: 'refused'; readonly refused: readonly Upload[] }
  | {
      readonly verdict: 'arrived';
      readonly count: number;
      /** Of them, those with a copy that the chat offers. */
      readonly asked: number;
      readonly refused: readonly Upload[];
    };

/** Under this key the inbox keeps the message of a link: the same transaction stores it and uses the link up. */
const keyOf = ({ id }: UploadLink): string => `link:${id}`;

/** True if a message came by this link. */
export async function isUsed(
  { store }: Pick<TakeDeps, 'store'>,
  link: UploadLink,
): Promise<boolean> {
  const { conversationId } = link;
  const answer = await store.run((tx) => store.inbox.answerTo(tx, conversationId, keyOf(link)));
  return answer !== undefined;
}

/**
 * Inspects the files and sends the good ones to the chat, as if the buyer had sent them there. Of two calls with one
 * link at the same time one arrives, and the other one's files are taken back. Throws 429.
 */
export async function takePhotos(
  deps: TakeDeps,
  conversation: Conversation,
  link: UploadLink,
  { files, copies }: ReceivedPhotos,
): Promise<Taken> {
  if (files.length === 0) return { verdict: 'none' };
  const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const wait = deps.uploadQuota.take(conversation.id, size);
  if (wait > 0) throw tooMany(wait);
  const received = await receiveFiles(deps, conversation, files);
  const refused = received.filter((upload) => !isUsable(upload));
  const usable = received.filter(isUsable);
  await deps.discardUploads(refused);
  if (usable.length === 0) return { verdict: 'refused', refused };
  const sent = copies ? await withCopies(deps, usable) : usable;
  const { verdict } = await send(deps, link, sent);
  if (verdict !== 'accepted') await deps.discardUploads(usable);
  if (verdict === 'queue_full') throw tooMany(1);
  if (verdict !== 'accepted') return { verdict: 'used' };
  const asked = sent.filter((upload) => upload.verdict !== 'accepted').length;
  return { verdict: 'arrived', count: sent.length, asked, refused };
}

const isUsable = ({ verdict, smallerId }: Upload): boolean =>
  verdict === 'accepted' || smallerId !== undefined;

/** The copy in place of each file that has one. */
async function withCopies(
  { store }: TakeDeps,
  uploads: readonly Upload[],
): Promise<readonly Upload[]> {
  const [first] = uploads;
  if (!first || uploads.every(({ smallerId }) => smallerId === undefined)) return uploads;
  const all = await store.run((tx) => store.uploads.ofConversation(tx, first.conversationId));
  const byId = new Map(all.map((upload) => [upload.id, upload]));
  return uploads.map((upload) => byId.get(upload.smallerId ?? '') ?? upload);
}

function send({ inbox }: TakeDeps, link: UploadLink, uploads: readonly Upload[]) {
  return inbox.accept({
    conversationId: link.conversationId,
    key: keyOf(link),
    activity: { type: 'message', uploads: uploads.map(({ id }) => id) },
    echo: { type: 'message', attachments: uploads.map(attachmentOf) },
  });
}
