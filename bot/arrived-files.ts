import type { Upload } from '../services/evidence-port.ts';
import type { Conversation, JsonObject, Principal } from '../services/ports.ts';
import { principalOf } from './turn-scene.ts';
import { uploadUri } from './turn-speak.ts';
import { talkStateOf } from './turn-state.ts';

/** services/evidence: checks an arriving file and stores it; a refused one comes back with its verdict. */
export type ReceiveUpload = (file: {
  readonly conversationId: string;
  readonly principal: Principal;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly allowed: 'openingFiles' | 'evidenceFiles';
}) => Promise<Upload>;

export interface ArrivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Which files the open question takes; where none asks for any, what an opening takes. */
export const fileRuleOf = ({ state }: Conversation): 'openingFiles' | 'evidenceFiles' =>
  talkStateOf(state).prompt?.attach ?? 'openingFiles';

/** One after the other: decoding a picture is work for a whole core. */
export async function receiveFiles(
  { receiveUpload }: { readonly receiveUpload: ReceiveUpload },
  conversation: Conversation,
  files: readonly ArrivedFile[],
): Promise<readonly Upload[]> {
  const allowed = fileRuleOf(conversation);
  const principal = principalOf(conversation);
  const uploads: Upload[] = [];
  for (const { name, bytes } of files) {
    const file = { conversationId: conversation.id, principal, name, bytes, allowed };
    uploads.push(await receiveUpload(file));
  }
  return uploads;
}

/** As the transcript shows it. A refused file has no copy to show: it is named only. */
export function attachmentOf({ id, name, contentType, verdict }: Upload): JsonObject {
  const shown = verdict === 'accepted' ? { contentUrl: uploadUri(id) } : {};
  return { contentType: contentType || 'application/octet-stream', name, ...shown };
}
