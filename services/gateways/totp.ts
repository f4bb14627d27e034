import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 without padding, as authenticator apps take it. */
export const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};

export const stepAt = (ms: number): number => Math.floor(ms / STEP_MS);

/** The code of a step: RFC 4226 with SHA-1, which every app knows, over the counter of RFC 6238. */
export const codeAt = (key: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(at) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
};

/** The step among this one, the one before and the one after that has this code. Each is compared, in constant time. */
export const stepOf = (key: Uint8Array, code: string, ms: number): number | undefined => {
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = stepAt(ms);
  const same = [now - 1, now, now + 1].filter(
    (step) => step >= 0 && timingSafeEqual(Buffer.from(codeAt(key, step)), Buffer.from(code)),
  );
  return same.at(-1);
};
