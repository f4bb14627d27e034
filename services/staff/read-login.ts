/** As it is stored and compared: small letters, an e-mail as a rule. Undefined for what can't be one. */
export const readLogin = (typed: string): string | undefined => {
  const login = typed.trim().toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,79}$/u.test(login) ? login : undefined;
};

/** As it is shown to buyers: no control characters, no lines. Undefined for what can't be one. */
export const readName = (typed: string): string | undefined => {
  const name = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .'’-]{0,59}$/u.test(name) ? name : undefined;
};
