import { codeAt } from '../../../services/gateways/totp.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows for a secret as it is typed, at a time step. */
export function codeOf(secret: string, step: number): string {
  const letters = [...secret.replace(/\s/g, '')];
  const bits = letters
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return codeAt(
    Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2)),
    step,
  );
}
