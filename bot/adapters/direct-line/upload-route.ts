import type { Request, Server } from 'restify';
import type { Conversation } from '../../../services/ports.ts';
import { attachmentOf, receiveFiles } from '../../arrived-files.ts';
import { answerJson, tooMany } from '../../http/problem.ts';
import { route } from '../../http/server.ts';
import { answeredBefore, idOf, refuseIfFull, storeActivity } from './accept-activity.ts';
import { conversationFor } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError } from './direct-line-error.ts';
import type { InboundActivity } from './inbound-activity.ts';
import { createPlaces } from './places.ts';
import { type ReceivedUpload, readUploadBody } from './read-upload.ts';

/**
 * Bodies that are read, decoded and stored at one time: each is held in memory as a whole. By address, not by
 * conversation: anybody may begin conversations, and a body that drips in slowly must not keep everybody else's out.
 */
const AT_ONCE = { each: 2, all: 6 };
/** When somebody whose place was taken may try again. */
const BUSY_SECONDS = 2;

/** Files are inspected here, before the turn and outside its transaction; the turn finds them in Uploads. */
export function mountUpload(server: Server, deps: DirectLineDeps): void {
  const places = createPlaces(AT_ONCE);
  server.post(
    '/v3/directline/conversations/:id/upload',
    route(
      deps.log,
      async (req, res) => {
        const conversation = await conversationFor(deps, req);
        const wait = deps.uploadLimit.take(conversation.id);
        if (wait > 0) throw tooMany(wait);
        const giveBack = places.take(deps.addressOf(req));
        if (!giveBack) throw tooMany(BUSY_SECONDS);
        const id = await receive(deps, conversation, req).finally(giveBack);
        answerJson(res, 200, { id });
      },
      answerDirectLineError,
    ),
  );
}

/** The activity's id. What is refused, or was sent before, leaves no file behind. */
async function receive(
  deps: DirectLineDeps,
  conversation: Conversation,
  req: Request,
): Promise<string> {
  await refuseIfFull(deps, conversation.id);
  const { inbound, files } = await readUploadBody(req);
  const before = await answeredBefore(deps, conversation.id, inbound);
  if (before !== undefined) return before;
  const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const wait = deps.uploadQuota.take(conversation.id, size);
  if (wait > 0) throw tooMany(wait);
  const uploads = await receiveFiles(deps, conversation, files);
  const accepted = await storeActivity(deps, conversation.id, withSizes(inbound, files), {
    uploads: uploads.map((upload) => upload.id),
    attachments: uploads.map(attachmentOf),
  });
  if (accepted.verdict !== 'accepted') await deps.discardUploads(uploads);
  return idOf(accepted);
}

/** Web Chat names the sizes in the order of choosing and sends the files as they are read: the sizes of what came hold. */
function withSizes(inbound: InboundActivity, files: ReceivedUpload['files']): InboundActivity {
  const { channelData } = inbound.echo;
  if (typeof channelData !== 'object' || channelData === null) return inbound;
  const attachmentSizes = files.map(({ bytes }) => bytes.byteLength);
  return {
    ...inbound,
    echo: { ...inbound.echo, channelData: { ...channelData, attachmentSizes } },
  };
}
