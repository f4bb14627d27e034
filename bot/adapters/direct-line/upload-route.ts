import type { Server } from 'restify';
import type { Conversation, JsonObject, Upload } from '../../../services/ports.ts';
import { answerJson, tooMany } from '../../http/problem.ts';
import { route } from '../../http/server.ts';
import { principalOf } from '../../turn-scene.ts';
import { uploadUri } from '../../turn-speak.ts';
import { talkStateOf } from '../../turn-state.ts';
import { acceptActivity } from './accept-activity.ts';
import { conversationFor } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError } from './direct-line-error.ts';
import { readUploadBody } from './read-upload.ts';

/** Files are inspected here, before the turn and outside its transaction; the turn finds them in Uploads. */
export function mountUpload(server: Server, deps: DirectLineDeps): void {
  server.post(
    '/v3/directline/conversations/:id/upload',
    route(
      deps.log,
      async (req, res) => {
        const conversation = await conversationFor(deps, req);
        const wait = deps.uploadLimit.take(conversation.id);
        if (wait > 0) throw tooMany(wait);
        const { inbound, files } = await readUploadBody(req);
        const uploads = await receiveAll(deps, conversation, files);
        const accepted = await acceptActivity(deps, conversation.id, inbound, {
          uploads: uploads.map((upload) => upload.id),
          attachments: uploads.map(attachmentOf),
        });
        answerJson(res, 200, { id: accepted });
      },
      answerDirectLineError,
    ),
  );
}

/** One after the other: decoding a picture is work for a whole core. */
async function receiveAll(
  deps: DirectLineDeps,
  conversation: Conversation,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<readonly Upload[]> {
  const allowed = talkStateOf(conversation.state).prompt?.attach ?? 'openingFiles';
  const principal = principalOf(conversation);
  const uploads: Upload[] = [];
  for (const { name, bytes } of files) {
    const file = { conversationId: conversation.id, principal, name, bytes, allowed };
    uploads.push(await deps.receiveUpload(file));
  }
  return uploads;
}

/** A refused file has no copy to show: it is named only. */
function attachmentOf({ id, name, contentType, verdict }: Upload): JsonObject {
  const shown = verdict === 'accepted' ? { contentUrl: uploadUri(id) } : {};
  return { contentType: contentType || 'application/octet-stream', name, ...shown };
}
