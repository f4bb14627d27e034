import type { EvidenceFiles, Upload } from '../evidence-port.ts';
import type { Context } from '../ports.ts';

export interface ServedFile {
  readonly name: string;
  /** JPEG or PNG, whatever the original was. */
  readonly contentType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

/**
 * The copy for showing, without metadata. `uploads.find` filters in SQL: the buyer of the conversation it came in, both
 * parties of the dispute it is evidence in, staff. `conversationId`, from a verified token, lets a visitor see what
 * was sent in that conversation. Undefined is "not yours" and "not there" alike.
 */
export async function readServed(
  ctx: Context,
  files: EvidenceFiles,
  id: string,
  conversationId?: string,
): Promise<ServedFile | undefined> {
  const upload = await visibleUpload(ctx, id, conversationId);
  if (upload?.verdict !== 'accepted') return undefined;
  const bytes = await files.get(id, 'served');
  if (bytes === undefined) return undefined;
  return { name: upload.name, contentType: isPng(bytes) ? 'image/png' : 'image/jpeg', bytes };
}

async function visibleUpload(
  { store, tx, principal }: Context,
  id: string,
  conversationId: string | undefined,
): Promise<Upload | undefined> {
  const found = await store.uploads.find(tx, principal, id);
  if (found !== undefined || conversationId === undefined) return found;
  const sent = await store.uploads.ofConversation(tx, conversationId);
  return sent.find((upload) => upload.id === id);
}

/** We encoded it ourselves as one of two types: the first byte tells. */
function isPng(bytes: Uint8Array): boolean {
  return bytes[0] === 0x89;
}
