import type { JsonObject } from '../../services/ports.ts';
import { objectOf } from './cloud-conversation.ts';

/** A file that a channel names. */
export interface NamedFile {
  readonly url: string;
  /** As the channel has it; '' where it has none. */
  readonly name: string;
}

/**
 * Where each channel keeps the files of its people; a dot at the beginning takes every subdomain. The connector's own
 * hosts are added for all of them. A channel without a row has files at the connector or none.
 */
export const fileHosts: Readonly<Record<string, readonly string[]>> = {
  msteams: ['.sharepoint.com'],
  slack: ['files.slack.com'],
  facebook: ['.fbcdn.net', 'cdn.fbsbx.com', 'lookaside.fbsbx.com'],
  sms: ['api.twilio.com', 'mms.twiliocdn.com', 'media.twiliocdn.com'],
  telegram: ['api.telegram.org'],
};

/** A file of Teams: the address is inside. */
const TEAMS_FILE = 'application/vnd.microsoft.teams.file.download.info';

/** The files of an activity. Copies of its text (`text/html`), cards and places on the map are none. */
export function filesIn({ attachments }: JsonObject): readonly NamedFile[] {
  return (Array.isArray(attachments) ? attachments : []).flatMap((attachment) =>
    fileOf(objectOf(attachment)),
  );
}

function fileOf({ contentType, contentUrl, content, name }: JsonObject): readonly NamedFile[] {
  const type = typeof contentType === 'string' ? contentType.toLowerCase() : '';
  const named = typeof name === 'string' ? name : '';
  if (type === TEAMS_FILE) {
    const { downloadUrl } = objectOf(content);
    return [{ url: typeof downloadUrl === 'string' ? downloadUrl : '', name: named }];
  }
  if (typeof contentUrl === 'string')
    return type.startsWith('text/') ? [] : [{ url: contentUrl, name: named }];
  // A picture without an address (a `data:` one is dropped before) can't be had, which is said.
  return type.startsWith('image/') ? [{ url: '', name: named }] : [];
}

/** The beginnings of the types that can be told by them. */
const magic: readonly (readonly [string, string])[] = [
  ['ffd8ff', '.jpg'],
  ['89504e47', '.png'],
  ['47494638', '.gif'],
  ['424d', '.bmp'],
];

/**
 * The channel's name, or, where it has none with an extension (SMS, pictures inside a text), one by the bytes: the
 * inspection wants name and bytes to agree.
 */
export function nameOf({ name }: NamedFile, bytes: Uint8Array, no: number): string {
  if (/\.[A-Za-z0-9]{2,5}$/.test(name)) return name;
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  const extension = magic.find(([begin]) => start.startsWith(begin))?.[1] ?? '';
  return `${name || `photo-${no}`}${extension}`;
}
