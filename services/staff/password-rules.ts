import type { StaffMember } from '../staff-port.ts';

/** Long enough that no rule about kinds of characters is needed (NIST SP 800-63B); a code is asked besides. */
const shortest = 12;
/** Longer ones would be work for the hash, not safety. */
const longest = 128;

/** Why this can't be a password of this person; undefined if it can. */
export const passwordFault = (
  password: string,
  { login, name }: Pick<StaffMember, 'login' | 'name'>,
): 'password_short' | 'password_long' | 'password_known' | undefined => {
  if ([...password].length < shortest) return 'password_short';
  if (password.length > longest) return 'password_long';
  const plain = password.toLowerCase();
  const [first = login] = login.split('@');
  const guessed = [first, ...name.toLowerCase().split(' ')].filter((part) => part.length > 3);
  // What is left when the words that everybody tries first are taken out.
  const rest = [
    ...guessed,
    'password',
    'passwort',
    'resolve',
    '1234567890',
    'qwertyuiop',
    '123456',
  ].reduce((left, word) => left.replaceAll(word, ''), plain);
  return new Set(rest).size < 6 ? 'password_known' : undefined;
};
