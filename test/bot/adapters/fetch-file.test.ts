import type { LookupAddress } from 'node:dns';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type FetchWay, fetchFile, NotFetched } from '../../../bot/adapters/fetch-file.ts';
import { guardedLookup } from '../../../bot/webhooks-address.ts';
import { type FileHosts, head, openFileHosts } from './file-hosts.ts';

const HOST = 'scontent-ams4-1.fbcdn.net';
const MOST = 1_000;

describe('a file at an address that somebody else names', () => {
  let hosts: FileHosts;
  before(async () => {
    hosts = await openFileHosts();
  });
  after(() => hosts.close());
  beforeEach(() => {
    hosts.answer = (_req, res) => void res.end('bytes');
    for (const seen of [hosts.asked, hosts.looked, hosts.authorizations]) seen.length = 0;
  });

  const way = (changes: Partial<FetchWay> = {}): FetchWay => ({
    hosts: ['.fbcdn.net', 'cdn.fbsbx.com', 'files.slack.com'],
    headers: async () => ({}),
    budget: { left: MOST },
    signal: AbortSignal.timeout(5_000),
    lookup: hosts.lookup,
    ...hosts.at,
    ...changes,
  });
  /** Why it was not fetched. */
  const whyNot = async (address: string, changes: Partial<FetchWay> = {}): Promise<string> => {
    const outcome = await fetchFile(address, way(changes)).catch((error: unknown) => error);
    if (outcome instanceof NotFetched) return outcome.message;
    throw outcome instanceof Error ? outcome : new Error(`${address} was fetched`);
  };

  it('is fetched from a host of the list', async () => {
    const bytes = await fetchFile(`https://${HOST}/v/photo.jpg?oh=1`, way());
    expect(Buffer.from(bytes).toString()).to.equal('bytes');
    expect(hosts.asked).to.deep.equal([`${HOST} /v/photo.jpg?oh=1`]);
  });

  it('is fetched over redirects between hosts of the list, which never see the first one’s headers', async () => {
    hosts.answer = (req, res) =>
      req.url === '/1'
        ? head(res, 302, { location: 'https://cdn.fbsbx.com/2' }).end()
        : res.end('second');
    const headers = async () => ({ authorization: 'Bearer secret' });
    const bytes = await fetchFile(`https://${HOST}/1`, way({ headers }));
    expect(Buffer.from(bytes).toString()).to.equal('second');
    expect(hosts.authorizations).to.deep.equal(['Bearer secret', undefined]);
  });

  describe('is not even asked for', () => {
    const attempts: Readonly<Record<string, string>> = {
      'this machine by its address': 'https://127.0.0.1/',
      'this machine in IPv6': 'https://[::1]/',
      'this machine as one decimal number': 'https://2130706433/',
      'this machine in octal': 'https://0177.0.0.1/',
      'this machine in hexadecimal': 'https://0x7f000001/',
      'this machine in short': 'https://127.1/',
      'this machine as IPv4 inside IPv6': 'https://[::ffff:127.0.0.1]/',
      'the metadata of a cloud': 'https://169.254.169.254/latest/meta-data/',
      'the metadata of a cloud in IPv6': 'https://[fd00:ec2::254]/',
      'a private network': 'https://10.0.0.5/',
      'a public address without a name': 'https://8.8.8.8/',
      'this machine by name': 'https://localhost/',
      'a name with a dot at its end': `https://${HOST}./`,
      'a look-alike with a longer name': 'https://evilfbcdn.net/',
      'a look-alike with the name inside': 'https://fbcdn.net.evil.com/',
      'the name alone, where only its subdomains count': 'https://fbcdn.net/',
      'a name in the user': `https://${HOST}@evil.example/`,
      'a user before the name': `https://user:word@${HOST}/`,
      'a backslash that some read as a slash': `https://evil.example\\@${HOST}/`,
      'another port': `https://${HOST}:8443/`,
      'the port of http': `https://${HOST}:80/`,
      'no encryption': `http://${HOST}/`,
      'a data: address': 'data:image/png;base64,iVBORw0KGgo=',
      'a file of the disk': 'file:///etc/passwd',
      'another protocol': `ftp://${HOST}/x`,
      'a blob': `blob:https://${HOST}/x`,
      'no address at all': 'not an address',
      'an address without a protocol': `//${HOST}/x`,
      nothing: '',
    };
    for (const [name, address] of Object.entries(attempts))
      it(name, async () => {
        await whyNot(address);
        expect(hosts.looked).to.deep.equal([]);
        expect(hosts.asked).to.deep.equal([]);
      });
  });

  describe('is left where a name of the list leads to', () => {
    const answering = (addresses: readonly string[]) => {
      const asked: string[] = [];
      const resolve = (
        name: string,
        _options: unknown,
        done: (error: null, all: LookupAddress[]) => void,
      ) => {
        asked.push(name);
        const all = addresses.map((address) => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }));
        done(null, all);
      };
      return { asked, lookup: guardedLookup(false, resolve) };
    };
    const closed: Readonly<Record<string, readonly string[]>> = {
      'this machine': ['127.0.0.1'],
      'this machine in IPv6': ['::1'],
      'this machine as IPv4 inside IPv6': ['::ffff:127.0.0.1'],
      'the metadata of a cloud': ['169.254.169.254'],
      'a private network': ['192.168.1.1'],
      'a private network in IPv6': ['fd00::1'],
      'a public address and a private one': ['157.240.1.1', '10.0.0.1'],
    };
    for (const [name, addresses] of Object.entries(closed))
      it(name, async () => {
        const { lookup } = answering(addresses);
        await whyNot(`https://${HOST}/`, { lookup });
        expect(hosts.asked).to.deep.equal([]);
      });

    it('this machine, if a second look would say something else (DNS rebinding)', async () => {
      const answers = ['127.0.0.1', '157.240.1.1'];
      let looks = 0;
      const lookup = guardedLookup(false, (_name, _options, done) => {
        done(null, [{ address: answers[looks] ?? '', family: 4 }]);
        looks += 1;
      });
      await whyNot(`https://${HOST}/`, { lookup });
      // Judging and connecting are one look: there is no second one that could be answered otherwise.
      expect(looks).to.equal(1);
    });
  });

  describe('is not followed', () => {
    const redirects: Readonly<Record<string, string>> = {
      'to this machine': 'https://127.0.0.1/admin',
      'to this machine by name': 'https://localhost/',
      'to the metadata of a cloud': 'http://169.254.169.254/latest/',
      'to http': `http://${HOST}/plain`,
      'to a host that is not on the list': 'https://evil.example/',
      'to a user in the address': `https://a:b@${HOST}/`,
      'to another port': `https://${HOST}:444/`,
      'to a data: address': 'data:text/plain,x',
    };
    for (const [name, location] of Object.entries(redirects))
      it(name, async () => {
        hosts.answer = (_req, res) => void head(res, 302, { location }).end();
        await whyNot(`https://${HOST}/1`);
        expect(hosts.asked).to.deep.equal([`${HOST} /1`]);
      });

    it('round and round', async () => {
      hosts.answer = (_req, res) => void head(res, 307, { location: '/again' }).end();
      expect(await whyNot(`https://${HOST}/1`)).to.equal('too many redirects');
      expect(hosts.asked).to.have.length(3);
    });
  });

  describe('is not taken', () => {
    it('with a length that is too large, unread', async () => {
      hosts.answer = (_req, res) => void head(res, 200, { 'content-length': MOST + 1 }).write('x');
      expect(await whyNot(`https://${HOST}/`)).to.equal('too large');
    });

    it('with a body without an end', async () => {
      hosts.answer = (_req, res) => {
        const more = () => {
          if (!res.destroyed) res.write('x'.repeat(500), () => setImmediate(more));
        };
        more();
      };
      expect(await whyNot(`https://${HOST}/`)).to.equal('too large');
    });

    it('with a body that never comes', async () => {
      hosts.answer = (_req, res) => void head(res, 200).write('x');
      expect(await whyNot(`https://${HOST}/`, { signal: AbortSignal.timeout(200) })).to.equal(
        'cut off',
      );
    });

    it('from a host that says nothing', async () => {
      hosts.answer = () => undefined;
      await whyNot(`https://${HOST}/`, { signal: AbortSignal.timeout(200) });
    });

    it('packed, because a little can hold very much', async () => {
      const bomb = gzipSync(Buffer.alloc(1_000_000));
      hosts.answer = (_req, res) => void head(res, 200, { 'content-encoding': 'gzip' }).end(bomb);
      expect(await whyNot(`https://${HOST}/`, { budget: { left: 10_000 } })).to.equal('packed');
    });

    it('cut off in the middle', async () => {
      hosts.answer = (_req, res) => {
        head(res, 200, { 'content-length': 100 });
        res.write('half', () => res.destroy());
      };
      expect(await whyNot(`https://${HOST}/`)).to.equal('cut off');
    });

    it('that is not there', async () => {
      hosts.answer = (_req, res) => void head(res, 404).end('<html>');
      expect(await whyNot(`https://${HOST}/`)).to.equal('the host answered 404');
    });

    it('from somebody without a certificate for the name', async () => {
      await whyNot('https://files.slack.com/x', { hosts: ['files.slack.com'], ca: '' });
      expect(hosts.asked).to.deep.equal([]);
    });

    it('where the token for it is not to be had', async () => {
      const headers = () => Promise.reject(new Error('the login is down'));
      expect(await whyNot(`https://${HOST}/`, { headers })).to.equal('no token for the host');
      const never = () => new Promise<never>(() => undefined);
      const signal = AbortSignal.timeout(100);
      expect(await whyNot(`https://${HOST}/`, { headers: never, signal })).to.equal(
        'no token for the host',
      );
    });

    it('when other files have used up what may be read', async () => {
      const budget = { left: 8 };
      await fetchFile(`https://${HOST}/1`, way({ budget }));
      expect(await whyNot(`https://${HOST}/2`, { budget })).to.equal('too large');
    });
  });
});
