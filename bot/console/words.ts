import type { StaffRefusal } from '../../services/staff/staff-context.ts';

/** What the people who work here read when something is refused. */
export function refusalWords(refusal: StaffRefusal): string {
  switch (refusal.code) {
    case 'wrong':
      return 'That is not right. Check the name, the password and the code.';
    case 'wait':
      return `Too many tries. Wait ${waitWords(refusal.seconds)} and try again.`;
    case 'field_unknown':
      return `There is no field {{${refusal.field}}}. The list below has all of them.`;
    default:
      return simple[refusal.code];
  }
}

const simple: Readonly<
  Record<Exclude<StaffRefusal['code'], 'wrong' | 'wait' | 'field_unknown'>, string>
> = {
  password_short: 'The password is too short: it needs at least 12 characters.',
  password_long: 'The password is too long: it may have 128 characters.',
  password_known: 'This password is too easy to guess, or it is the old one. Choose another.',
  code_wrong: 'The code is not right. Type the newest one that the app shows.',
  login_taken: 'Somebody has this sign-in name already.',
  login_unfit:
    'A sign-in name has 2 to 80 letters, digits, dots or dashes. An e-mail address is fine.',
  name_unfit: 'A name has 1 to 60 letters, spaces, dots or dashes.',
  nobody_like_that: 'There is nobody like that here.',
  last_admin: 'This is the only admin. Make somebody else an admin first.',
  key_unfit: 'A short name has small letters, digits and dashes: for example wait-seller.',
  title_missing: 'Give it a title of at most 80 characters.',
  text_missing: 'The text is missing.',
  text_too_long: 'The text is too long: it may have 2,000 characters.',
  role_too_low: 'Your role may not do this.',
};

const waitWords = (seconds: number): string => {
  if (seconds <= 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
};
