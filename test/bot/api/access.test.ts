import { expect } from 'chai';
import { basePath, endpoints } from '../../../bot/http/api/endpoints.ts';
import { createKeys } from '../../../bot/http/api/keys.ts';
import { ask } from '../../support/server-request.ts';
import { type ApiServer, READ_SECRET, SECRET, startApi } from './api-server.ts';

/** An address of the route; what it names is not there. */
const addressOf = (path: string) => `${basePath}${path.replaceAll(/:\w+/g, '12345')}`;

describe('the keys of the API', () => {
  let api: ApiServer;
  before(async () => {
    api = await startApi();
  });
  after(() => api.close());

  for (const { method, path, scope } of endpoints) {
    const request = (bearer?: string) =>
      ask(api.url + addressOf(path), {
        method: method.toUpperCase(),
        headers: { 'idempotency-key': `${bearer} ${path}`.replaceAll(' ', '-') },
        ...(bearer !== undefined && { bearer }),
        ...(method !== 'get' && { json: {} }),
      });

    it(`open ${method.toUpperCase()} ${path} to a key with the scope "${scope}" alone`, async () => {
      const none = await request();
      expect(none).to.include({ status: 401 });
      expect(none.json?.code).to.equal('key_missing');
      expect(none.headers.get('www-authenticate')).to.match(/^Bearer/);
      const wrong = await request(`${SECRET}x`);
      expect(wrong).to.include({ status: 401 });
      expect(wrong.json?.code).to.equal('wrong_key');
      const reader = await request(READ_SECRET);
      if (scope !== 'read') expect(reader).to.include({ status: 403 });
      for (const answer of scope === 'read'
        ? [reader, await request(SECRET)]
        : [await request(SECRET)])
        expect([200, 400, 404], answer.text).to.include(answer.status);
    });
  }

  it('are no longer open where none are configured', () => {
    const request = { headers: { authorization: 'Bearer x' } } as never;
    expect(() => createKeys([]).check(request, 'read')).to.throw('not known');
  });

  it('are asked for before the body is read', async () => {
    const answer = await ask(`${api.url}${basePath}/orders/1`, {
      ...{ method: 'PUT', body: 'no json' },
    });
    expect(answer.status).to.equal(401);
  });

  it('are in no log and in no answer', () => {
    expect(api.logged.join()).to.not.match(/0123456789abcdef/);
  });
});
