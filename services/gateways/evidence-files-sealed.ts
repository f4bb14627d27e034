import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { EvidenceFiles } from '../evidence-port.ts';

const FORMAT = Buffer.from('RSF1');
const KEY_ID_BYTES = 8;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SealKeys {
  /** 32 bytes; new files are sealed with it. */
  readonly current: Uint8Array;
  /** Earlier ones: what was sealed with them stays readable. */
  readonly old: readonly Uint8Array[];
}

/** A file that is there and can't be opened: for the operator, there is nothing in it of its content. */
export interface Unopened {
  readonly id: string;
  readonly variant: string;
  readonly why: 'unknown key' | 'altered' | 'not sealed';
  /** As hexadecimal digits; which key it was sealed with. */
  readonly keyId?: string;
}

/**
 * The same files encrypted at rest (AES-256-GCM): photos show faces and, in the originals, places. Each says in its
 * header which key it was sealed with, and is bound to its id and variant, so one can't be put in another's place.
 * One that can't be opened is missing for whoever asks, and told to `alarm`.
 */
export function sealEvidenceFiles(
  files: EvidenceFiles,
  keys: SealKeys,
  alarm: (about: Unopened) => void,
): EvidenceFiles {
  const byId = new Map([keys.current, ...keys.old].map((key) => [idOf(key), key]));
  return {
    async put(id, variant, bytes) {
      await files.put(id, variant, seal(bytes, keys.current, `${id}.${variant}`));
    },
    async get(id, variant) {
      const sealed = await files.get(id, variant);
      if (sealed === undefined) return undefined;
      const opened = unseal(sealed, byId, `${id}.${variant}`);
      if (opened.bytes === undefined) alarm({ id, variant, ...opened });
      return opened.bytes;
    },
    remove: (id) => files.remove(id),
    olderThan: (before) => files.olderThan(before),
  };
}

/** Short, and nothing can be told from it. */
const idOf = (key: Uint8Array): string =>
  createHash('sha256')
    .update('key id')
    .update(key)
    .digest('hex')
    .slice(0, 2 * KEY_ID_BYTES);

function seal(bytes: Uint8Array, key: Uint8Array, name: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([FORMAT, Buffer.from(idOf(key), 'hex'), iv, cipher.getAuthTag(), text]);
}

type Opened =
  | { readonly bytes: Uint8Array }
  | { readonly bytes?: undefined; readonly why: Unopened['why']; readonly keyId?: string };

function unseal(sealed: Uint8Array, keys: ReadonlyMap<string, Uint8Array>, name: string): Opened {
  const [format, id, iv, tag, text] = partsOf(sealed);
  if (!format.equals(FORMAT)) return { why: 'not sealed' };
  const keyId = id.toString('hex');
  const key = keys.get(keyId);
  if (!key) return { why: 'unknown key', keyId };
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name))
      .setAuthTag(tag);
    return { bytes: Buffer.concat([cipher.update(text), cipher.final()]) };
  } catch {
    return { why: 'altered', keyId };
  }
}

/** Of a file that was cut, the last parts are too short: then it is not opened. */
function partsOf(sealed: Uint8Array) {
  const idAt = FORMAT.length;
  const ivAt = idAt + KEY_ID_BYTES;
  const tagAt = ivAt + IV_BYTES;
  const textAt = tagAt + TAG_BYTES;
  const part = (from: number, to?: number) => Buffer.from(sealed.subarray(from, to));
  return [
    part(0, idAt),
    part(idAt, ivAt),
    part(ivAt, tagAt),
    part(tagAt, textAt),
    part(textAt),
  ] as const;
}
