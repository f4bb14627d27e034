import {
  createCipheriv,
  createDecipheriv,
  createHash,
  randomBytes,
  randomInt,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import type { Credentials } from '../staff-port.ts';
import { base32, stepOf } from './totp.ts';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * One of the settings that OWASP's Password Storage Cheat Sheet counts as equal. 32 MB; measured on 2026-11-23: 560 ms
 * on two cores that seven other programs were using.
 */
const cost: Cost = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const TOTP_BYTES = 20;
/** Each takes 32 MB: whoever sends more sign-ins at once waits for their turn. */
const AT_ONCE = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Letters and digits that nobody mistakes for each other. */
const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * `sealKeys`: 32 bytes each; the first one seals, all of them open. `weaker` is for tests, which sign in a hundred times.
 */
export const createCredentials = (
  sealKeys: readonly [Uint8Array, ...Uint8Array[]],
  weaker?: { readonly N: number },
): Credentials => {
  const own = { ...cost, ...weaker };
  const derive = oneAfterTheOther(AT_ONCE);
  // Tried where there is no account, so that it takes as long.
  const nobody = hashText(own, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));
  return {
    newPassword: () =>
      Array.from({ length: 4 }, () =>
        Array.from({ length: 5 }, () => readable[randomInt(readable.length)]).join(''),
      ).join('-'),
    hashPassword: (password) => derive(() => hashed(password, own)),
    verifyPassword: async (password, hash) => {
      const right = await derive(() => verified(password, hash ?? nobody));
      return right && hash !== undefined;
    },
    newToken: () => randomBytes(32).toString('base64url'),
    hashToken: (token) => createHash('sha256').update(token).digest('base64url'),
    newTotp: () => sealed(randomBytes(TOTP_BYTES), sealKeys[0]),
    openTotp: (text) => {
      const key = opened(text, sealKeys);
      if (!key) throw new Error('A TOTP secret was sealed under a key that is not there any more');
      return base32(key);
    },
    totpStep: (text, code, now) => {
      const key = opened(text, sealKeys);
      return key && stepOf(key, code, now);
    },
  };
};

const oneAfterTheOther = (atOnce: number) => {
  const lanes: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  let next = 0;
  return <T>(work: () => Promise<T>): Promise<T> => {
    const lane = next % atOnce;
    next += 1;
    const done = (lanes[lane] ?? Promise.resolve()).then(work);
    lanes[lane] = done.catch(() => undefined);
    return done;
  };
};

/** The password as Unicode's NFKC, so that an é is one however a keyboard makes it. */
const derived = (password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r };
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (fault, key) =>
      fault ? reject(fault) : resolve(key),
    );
  });

/** `scrypt$N$r$p$salt$key`: a hash says itself how it was made, so the cost can grow. */
const hashText = ({ N, r, p }: Cost, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

const hashed = async (password: string, own: Cost): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  return hashText(own, salt, await derived(password, salt, own));
};

const verified = async (password: string, hash: string): Promise<boolean> => {
  const [, N, r, p, salt = '', key = ''] = hash.split('$');
  const own = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derived(password, Buffer.from(salt, 'base64url'), own);
  return timingSafeEqual(found, Buffer.from(key, 'base64url'));
};

const sealed = (bytes: Uint8Array, key: Uint8Array): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
};

const opened = (text: string, keys: readonly Uint8Array[]): Buffer | undefined => {
  for (const key of keys) {
    const found = openedWith(Buffer.from(text, 'base64url'), key);
    if (found) return found;
  }
  return undefined;
};

const openedWith = (bytes: Buffer, key: Uint8Array): Buffer | undefined => {
  const body = IV_BYTES + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAuthTag(bytes.subarray(IV_BYTES, body));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]);
  } catch {
    return undefined;
  }
};
