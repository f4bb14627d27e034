import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EvidenceFiles } from '../ports.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The same files encrypted at rest (AES-256-GCM, `key` of 32 bytes): photos show faces and, in the originals, places.
 * A file is bound to its id and variant, so one can't be put in another's place. `get` throws if it was altered.
 */
export function sealEvidenceFiles(files: EvidenceFiles, key: Uint8Array): EvidenceFiles {
  return {
    async put(id, variant, bytes) {
      await files.put(id, variant, seal(bytes, key, `${id}.${variant}`));
    },
    async get(id, variant) {
      const sealed = await files.get(id, variant);
      return sealed === undefined ? undefined : unseal(sealed, key, `${id}.${variant}`);
    },
    remove: (id) => files.remove(id),
    olderThan: (before) => files.olderThan(before),
  };
}

function seal(bytes: Uint8Array, key: Uint8Array, name: string): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

function unseal(sealed: Uint8Array, key: Uint8Array, name: string): Uint8Array {
  const tagEnd = IV_BYTES + TAG_BYTES;
  const iv = sealed.subarray(0, IV_BYTES);
  const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(name))
    .setAuthTag(sealed.subarray(IV_BYTES, tagEnd));
  return Buffer.concat([cipher.update(sealed.subarray(tagEnd)), cipher.final()]);
}
