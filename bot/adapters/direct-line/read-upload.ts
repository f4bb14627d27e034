import type { Request } from 'restify';
import { parseJson, readBytes } from '../../http/body.ts';
import { badArgument } from './direct-line-error.ts';
import { type InboundActivity, readInbound } from './inbound-activity.ts';

/** All files of one message together. A photo that is over the rule's limit must still arrive, to be offered smaller. */
const MAX_BYTES = 32 * 1024 * 1024;
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
  if (/^multipart\/form-data/i.test(type)) return fromForm(await formOf(bytes, type));
  if (bytes.length === 0) throw badArgument('There is no file.');
  const disposition = String(req.headers['content-disposition'] ?? '');
  const name = /filename="?([^";]{1,200})/i.exec(disposition)?.[1] ?? 'file';
  return { inbound: readInbound({ type: 'message' }), files: [{ name, bytes }] };
}

async function formOf(bytes: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw badArgument('The form is malformed.');
  }
}

async function fromForm(form: FormData): Promise<ReceivedUpload> {
  const activity = form.get('activity');
  const parts = [...form.entries()].flatMap(([key, part]) =>
    key !== 'activity' && typeof part !== 'string' ? [part] : [],
  );
  if (parts.length === 0) throw badArgument('There is no file.');
  if (parts.length > MAX_FILES) throw badArgument(`More than ${MAX_FILES} files at once.`);
  const files = parts.map(async (part) => ({
    name: part.name.slice(0, 200),
    bytes: new Uint8Array(await part.arrayBuffer()),
  }));
  return { inbound: await activityPart(activity), files: await Promise.all(files) };
}

/** Its `attachments` describe the files in the client's words and are not read. */
async function activityPart(part: File | string | null): Promise<InboundActivity> {
  if (part === null) return readInbound({ type: 'message' });
  const text = typeof part === 'string' ? part : await part.text();
  const bytes = Buffer.from(text);
  if (bytes.length >= MAX_ACTIVITY_BYTES) throw badArgument('The activity is too large.');
  return readInbound(parseJson(bytes));
}
