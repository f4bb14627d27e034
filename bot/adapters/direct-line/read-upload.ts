import type { Request } from 'restify';
import { parseJson, readBytes } from '../../http/body.ts';
import { badArgument } from './direct-line-error.ts';
import { type InboundActivity, readInbound } from './inbound-activity.ts';
import { type FormPart, readForm } from './read-form.ts';

/** All files of one message together. A photo that is over the rule's limit must still arrive, to be offered smaller. */
const MAX_BYTES = 12 * 1024 * 1024;
const MAX_FILES = 10;
/** What a client may say beside its files. */
const MAX_ACTIVITY_BYTES = 256 * 1024;

export interface ReceivedUpload {
  readonly inbound: InboundActivity;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Multipart with a part `activity` and parts `file`, or one raw file with a Content-Disposition. Throws 400, 413, 415. */
export async function readUploadBody(req: Request): Promise<ReceivedUpload> {
  const bytes = await readBytes(req, MAX_BYTES);
  const type = req.headers['content-type'] ?? '';
  if (/^multipart\/form-data/i.test(type)) {
    const limits = { maxParts: MAX_FILES + 1, maxFieldBytes: MAX_ACTIVITY_BYTES };
    return fromForm(await readForm(bytes, type, limits));
  }
  if (bytes.length === 0) throw badArgument('There is no file.');
  const disposition = String(req.headers['content-disposition'] ?? '');
  // As long as a header may be: the services cut it, and keep its extension.
  const name = /filename="?([^";]+)/i.exec(disposition)?.[1] ?? 'file';
  return { inbound: readInbound({ type: 'message' }), files: [{ name, bytes }] };
}

function fromForm(parts: readonly FormPart[]): ReceivedUpload {
  const activity = parts.find(({ field }) => field === 'activity');
  const files = parts.flatMap(({ field, filename, bytes }) =>
    field !== 'activity' && filename !== undefined ? [{ name: filename, bytes }] : [],
  );
  if (files.length === 0) throw badArgument('There is no file.');
  if (files.length > MAX_FILES) throw badArgument(`More than ${MAX_FILES} files at once.`);
  return { inbound: activityPart(activity?.bytes), files };
}

/** Its `attachments` describe the files in the client's words and are not read. */
function activityPart(bytes: Uint8Array | undefined): InboundActivity {
  if (bytes === undefined) return readInbound({ type: 'message' });
  if (bytes.length >= MAX_ACTIVITY_BYTES) throw badArgument('The activity is too large.');
  return readInbound(parseJson(Buffer.from(bytes)));
}
