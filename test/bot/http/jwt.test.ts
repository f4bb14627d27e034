import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { readJwt, sameSecret, signJwt } from '../../../bot/http/jwt.ts';

const key = 'key';
const now = 1_000_000;
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (header: unknown, claims: unknown) => {
  const text = `${b64(header)}.${b64(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};

describe('a JWT', () => {
  it('is read back until its second of expiry', () => {
    const token = signJwt({ sub: 'ana', exp: 1_001 }, key);
    expect(readJwt(token, key, now)).to.deep.equal({
      ok: true,
      claims: { sub: 'ana', exp: 1_001 },
    });
    expect(readJwt(token, key, 1_001_000)).to.deep.equal({ ok: false, why: 'expired' });
    expect(readJwt(token, key, 1_030_000, 60)).to.have.property('ok', true);
  });

  it('is refused with another key, another algorithm, none, or a changed body', () => {
    const token = signJwt({ sub: 'ana', exp: 2_000 }, key);
    const [header, , mac] = token.split('.');
    const refused = [
      signJwt({ sub: 'ana', exp: 2_000 }, 'other'),
      `${header}.${b64({ sub: 'bob', exp: 2_000 })}.${mac}`,
      signed({ alg: 'none' }, { sub: 'ana', exp: 2_000 }),
      signed({ alg: 'HS512' }, { sub: 'ana', exp: 2_000 }),
      signed({ alg: 'HS256' }, { sub: 'ana' }),
      signed({ alg: 'HS256' }, 'ana'),
      signed({ alg: 'HS256' }, { sub: 'ana', exp: 2_000, nbf: 1_500 }),
      `${b64({ alg: 'none' })}.${b64({ sub: 'ana', exp: 2_000 })}.`,
      `${token}.x`,
      '',
      'a.b.c',
      'x'.repeat(5_000),
    ];
    for (const bad of refused) expect(readJwt(bad, key, now), bad).to.have.property('ok', false);
  });

  it('compares secrets of any lengths', () => {
    expect(sameSecret('abc', 'abc')).to.equal(true);
    expect(sameSecret('abc', 'abcd')).to.equal(false);
    expect(sameSecret('', 'abc')).to.equal(false);
  });
});
