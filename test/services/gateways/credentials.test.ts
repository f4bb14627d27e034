import { expect } from 'chai';
import { instant } from '../../../services/domain/time.ts';
import { createCredentials } from '../../../services/gateways/credentials.ts';
import { base32, codeAt, stepAt, stepOf } from '../../../services/gateways/totp.ts';

const key = (fill: number) => new Uint8Array(32).fill(fill);
const credentials = createCredentials([key(1)], { N: 1024 });

describe('codes of an authenticator app', () => {
  // RFC 6238, appendix B: SHA-1, the last six of its eight digits.
  const secret = Buffer.from('12345678901234567890');
  const vectors = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const;

  for (const [seconds, code] of vectors)
    it(`are those of RFC 6238 at second ${seconds}`, () => {
      expect(codeAt(secret, stepAt(seconds * 1000))).to.equal(code);
    });

  it('count one step before and after their own, and no further', () => {
    const ms = 1_111_111_109_000;
    const step = stepAt(ms);
    for (const off of [-1, 0, 1])
      expect(stepOf(secret, codeAt(secret, step + off), ms)).to.equal(step + off);
    for (const off of [-2, 2])
      expect(stepOf(secret, codeAt(secret, step + off), ms)).to.equal(undefined);
    for (const wrong of ['', '28708', '2870822', '28708a', ' 287082'])
      expect(stepOf(secret, wrong, 59_000)).to.equal(undefined);
  });

  it('come from a secret as apps type it', () => {
    expect(base32(Buffer.from('foobar'))).to.equal('MZXW6YTBOI');
    expect(base32(secret)).to.equal('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  });

  it('are checked against a secret that is sealed, also under a key that was replaced', () => {
    const sealed = credentials.newTotp();
    expect(credentials.openTotp(sealed)).to.match(/^[A-Z2-7]{32}$/);
    const renewed = createCredentials([key(2), key(1)]);
    expect(renewed.openTotp(sealed)).to.equal(credentials.openTotp(sealed));
    const foreign = createCredentials([key(3)]);
    expect(() => foreign.openTotp(sealed)).to.throw('sealed under a key');
    expect(foreign.totpStep(sealed, '000000', instant(59_000))).to.equal(undefined);
  });
});

describe('passwords', () => {
  it('are known again by their hash alone, however a keyboard composes them', async () => {
    const hash = await credentials.hashPassword('caf\u00e9 on the corner');
    expect(hash).to.match(/^scrypt\$1024\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await credentials.verifyPassword('cafe\u0301 on the corner', hash)).to.equal(true);
    expect(await credentials.verifyPassword('cafe on the corner', hash)).to.equal(false);
    expect(await credentials.hashPassword('caf\u00e9 on the corner')).not.to.equal(hash);
  });

  it('are wrong where there is no hash, whatever they are', async () => {
    expect(await credentials.verifyPassword('', undefined)).to.equal(false);
    expect(await credentials.verifyPassword('anything', undefined)).to.equal(false);
  });

  it('that were hashed at another cost are known still', async () => {
    const hash = await createCredentials([key(1)], { N: 2048 }).hashPassword('correct horse');
    expect(await credentials.verifyPassword('correct horse', hash)).to.equal(true);
  });

  it('for a first sign-in can be read aloud, and tokens have 256 bits', () => {
    expect(credentials.newPassword()).to.match(/^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
    expect(credentials.newPassword()).not.to.equal(credentials.newPassword());
    expect(Buffer.from(credentials.newToken(), 'base64url')).to.have.lengthOf(32);
    expect(credentials.hashToken('a')).to.equal(credentials.hashToken('a')).and.have.lengthOf(43);
  });
});
