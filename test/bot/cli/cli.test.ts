import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { commands } from '../../../bot/cli/commands.ts';
import { aFile, noon } from '../../support/fixtures.ts';
import { freshPostgres } from '../../support/postgres.ts';
import { type Place, placeOfItsOwn } from './terminal.ts';

const root = join(import.meta.dirname, '../../..');
const order = '8130224500632984';
const disputedOrder = '8130224500587421';

describe('the command line', () => {
  let place: Place;
  before(async () => {
    place = await placeOfItsOwn();
    await place.run(['seed']);
  });
  after(() => place.remove());

  const misused: readonly (readonly [args: string[], says: RegExp])[] = [
    [['dance'], /no command "dance"[\s\S]*dispute explain ORDER \[ITEM\]/],
    [['dispute'], /no command "dispute"[\s\S]*dispute show ID/],
    [['dispute', 'dance', 'D1'], /no command "dispute dance"/],
    [['dispute', 'show'], /missing[\s\S]*dispute show ID/],
    [['say', 'Hello'], /As whom\?[\s\S]*--as/],
    [['say', 'Hello', '--as'], /--as needs a value/],
    [['say', 'Hello', 'there', '--as', 'emma'], /"there" is too much[\s\S]*quotes/],
    [['say', ' ', '--as', 'emma'], /nothing to say/],
    [['erase', 'emma', '--now'], /no option --now/],
    [['clock', 'soon'], /"soon" is no time[\s\S]*\+5d/],
    [['clock', '+500d'], /400 days/],
  ];
  for (const [args, says] of misused)
    it(`refuses "${args.join(' ')}" as a wrong call, and shows the right one`, async () => {
      const { code, complained } = await place.run(args);
      expect(complained).to.match(says);
      expect(code).to.equal(64);
    });

  const impossible: readonly (readonly [args: string[], says: RegExp])[] = [
    [['dispute', 'show', 'D1'], /no dispute D1[\s\S]*dispute explain ORDER/],
    [['dispute', 'explain', '1'], /no order 1\.[\s\S]*16 digits/],
    [['dispute', 'explain', order, '9'], /no item 9[\s\S]*It has: 1 \(Trekking/],
    [['say', 'Hello', '--as', 'nobody'], /No order tells of a buyer "nobody"[\s\S]*emma/],
    [['export', 'nobody'], /Nothing is stored/],
    [['erase', 'nobody', '--yes'], /Nothing is stored/],
    [['seed'], /orders already[\s\S]*reset/],
    [['clock', '2020-01-01T00:00:00Z'], /is past/],
  ];
  for (const [args, says] of impossible)
    it(`says why "${args.join(' ')}" can't be done, and what can`, async () => {
      const { code, complained } = await place.run(args);
      expect(complained).to.match(says);
      expect(code).to.equal(1);
    });

  it('helps with every command, asked or not', async () => {
    const asked = await place.run(['help']);
    for (const { usage } of commands) expect(asked.said).to.include(usage);
    expect(await place.run([])).to.deep.equal(asked);
    expect(asked.code).to.equal(0);
  });

  it('explains an opening rule by rule, with verdict, date and source', async () => {
    const open = await place.run(['dispute', 'explain', order]);
    expect(open.said).to.match(/May a dispute be opened now\? Yes/);
    expect(open.said).to.match(
      /yes {2}It opens 11 calendar days.*from \w+, \d+ .* 00:00 UTC.*S3\]/,
    );
    const early = await place.run(['dispute', 'explain', '8130224500694217', '1']);
    expect(early.said).to.match(/No: one rule is against it/);
    expect(early.said).to.match(/no {3}It opens 11 .*It is too early.*\[disputeOpensOnDay; S3\]/);
  });

  it('explains a dispute: what runs until when, and who may do what', async () => {
    const { said } = await place.run(['dispute', 'explain', disputedOrder]);
    expect(said).to.match(/no {3}No other dispute.*\[oneLiveDispute; assumption\]/);
    expect(said).to.match(/runs The seller answers a proposal.*then seller_timeout.*S2, S4\]/);
    expect(said).to.match(/yes {2}buyer: cancel\. \[cancelBeforeDecision; S9, assumption\]/);
    expect(said).to.match(/no {3}buyer: accept_offer\. Not in awaiting_seller, only in/);
    const id = /D\d{8,}/.exec(said)?.[0] ?? '';
    const shown = await place.run(['dispute', 'show', id]);
    expect(shown.said).to.include(`Dispute ${id}: awaiting_seller (in_progress).`);
    expect(shown.said).to.match(/1\. open by buyer emma/);
  });

  it('chats as a buyer, in one conversation, with buttons that are pressed by number', async () => {
    const first = await place.run(['say', 'Where is my order?', '--as', 'emma']);
    expect(first.said).to.match(/Which order[\s\S]*\n1\. [\s\S]*\n2\. Trekking backpack/);
    const second = await place.run(['say', '2', '--as', 'emma']);
    expect(second.said).to.include('Trekking backpack');
    expect(second.said).not.to.include('Which order');
  });

  it('moves the clock and does what is due', async () => {
    const { said, code } = await place.run(['clock', '+6d']);
    expect(said).to.match(/It is \S+Z now\. [1-9]\d* overdue events? written\./);
    expect(code).to.equal(0);
    const { said: after } = await place.run(['dispute', 'explain', disputedOrder]);
    expect(after).to.include('refund_pending');
    const until = /It is (\S+) now/.exec(said)?.[1] ?? '';
    const next = until.replace(/^\d{4}/, (year) => String(Number(year) + 1));
    expect((await place.run(['clock', next])).said).to.include(`It is ${next.slice(0, 19)}`);
  });

  it('asks before it erases, and then leaves no word in the file of the database', async () => {
    const words = await place.run(['erase', 'emma'], 'no');
    expect(words.said).to.match(/Emma Clarke.*can't be undone/);
    expect(words.complained).to.include('Nothing was erased');
    expect((await place.run(['erase', 'emma'])).complained).to.include('--yes');
    expect((await place.run(['export', 'emma'])).said).to.include('emma.clarke@example.com');
    const done = await place.run(['erase', 'emma'], 'emma');
    expect(done.said).to.match(/Erased: emma/);
    const left = await place.run(['export', 'emma']);
    expect(left.said).not.to.match(/Clarke|cracked shade/i);
    expect(JSON.parse(left.said).erasures).to.have.length(1);
    const folder = dirname(place.databaseFile);
    for (const name of (await readdir(folder)).filter((file) => file.startsWith('resolve.db')))
      expect((await readFile(join(folder, name))).includes('Clarke'), name).to.equal(false);
  });

  it('exports the pictures as they came, and erases them', async () => {
    const id = 'picture-of-paulo-01';
    const store = await place.tools.openStore();
    const { files } = await place.tools.assemble(store);
    await files.put(id, 'original', Buffer.from('pixels'));
    await store.run(async (tx) => {
      const talk = { id: 'talk-of-paulo', channel: 'directline', userId: 'u', locale: 'en' };
      const owner = { buyerId: 'paulo' };
      await store.conversations.create(tx, { ...talk, ...owner, startedAt: noon });
      const upload = { ...aFile({ id }), conversationId: talk.id, width: 1, height: 1, at: noon };
      await store.uploads.add(tx, { ...upload, ...owner, verdict: 'accepted' });
    });
    const folder = join(dirname(place.databaseFile), 'export');
    expect((await place.run(['export', 'paulo', '--files', folder])).said).to.include(id);
    expect(await readFile(join(folder, `${id}.jpeg`), 'utf8')).to.equal('pixels');
    expect((await place.run(['erase', 'paulo', '--yes'])).said).to.match(/1 files/);
    expect(await files.get(id, 'original')).to.equal(undefined);
    await store.close();
  });

  it('is a program: JSON through a pipe, words of faults beside it, and the exit code', async () => {
    const ran = await Promise.all([started(['export', 'marta']), started(['dance'])]);
    expect(JSON.parse(ran[0].out).buyer.id).to.equal('marta');
    expect(ran.map(({ code }) => code)).to.deep.equal([0, 64]);
    expect(ran[1].out).to.equal('');
  }).timeout(30_000);

  async function started(args: readonly string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'index.ts', '--cli', ...args], {
      ...{ cwd: root, env: { ...process.env, ...place.env } },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [out] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { out, code: await closed };
  }
});

describe('the command line on PostgreSQL', () => {
  it('does the same', async () => {
    const place = await placeOfItsOwn({ DATABASE_URL: await freshPostgres(), DEMO: 'true' });
    expect((await place.run(['doctor'])).said).to.match(/database: PostgreSQL answers/);
    const seeded = await place.run(['seed']);
    expect(seeded.said, seeded.complained).to.include('emma');
    const said = await place.run(['say', 'Where is my order?', '--as', 'emma']);
    expect(said.said).to.include('Which order');
    expect((await place.run(['clock', '+6d'])).said).to.match(/[1-9]\d* overdue/);
    const explained = await place.run(['dispute', 'explain', disputedOrder]);
    expect(explained.said).to.include('refund_pending');
    expect((await place.run(['erase', 'emma', '--yes'])).complained).to.equal('');
    expect((await place.run(['export', 'emma'])).said).not.to.match(/Clarke|cracked/);
    await place.remove();
  }).timeout(60_000);
});

describe('doctor', () => {
  it('finds a fresh folder healthy, without making a database in it', async () => {
    const place = await placeOfItsOwn();
    const { said, code } = await place.run(['doctor']);
    expect(said).not.to.include('not ok');
    expect(said).to.include('not there yet');
    expect(said).to.match(
      /Node.js[\s\S]*time zones[\s\S]*sharp[\s\S]*Web Chat[\s\S]*sqlite3[\s\S]*port/,
    );
    expect(code).to.equal(0);
    await place.remove();
  });

  it('says what to do about a taken port, a place nobody can write to and a strange database', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    const address = await new Promise((resolve) =>
      taken.once('listening', () => resolve(taken.address())),
    );
    const { port } = address as { port: number };
    const place = await placeOfItsOwn({
      PORT: String(port),
      EVIDENCE_DIR: join(root, 'index.ts/x'),
    });
    await writeFile(place.databaseFile, 'This is a letter.');
    const { said, complained, code } = await place.run(['doctor']);
    expect(said).to.match(/not ok {2}port: .*another program\n.*PORT=\d+/);
    expect(said).to.match(/not ok {2}evidence folder: .*index\.ts can't be written/);
    expect(said).to.match(/not ok {2}database: .*resolve\.db/);
    expect(complained).to.equal('3 not ok.');
    expect(code).to.equal(1);
    taken.close();
    await place.remove();
  });

  it('lets nobody speak for a buyer in production', async () => {
    const secrets = 'x'.repeat(32);
    const place = await placeOfItsOwn({
      ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://help.shop.example' },
      ...{ DIRECT_LINE_SECRET: secrets, CHAT_JWT_SECRET: 'y'.repeat(32), EVIDENCE_KEY: secrets },
      ...{ INTEGRATION_API_KEYS: `shop:${secrets}`, EVIDENCE_KEY: '0'.repeat(64) },
    });
    const { complained, code } = await place.run(['say', 'Hello', '--as', 'emma']);
    expect(complained).to.include('nobody speaks for a real buyer');
    expect(code).to.equal(1);
    await place.remove();
  });

  it('outside a demo names the migrations that wait, and nothing else runs before', async () => {
    const secrets = 'x'.repeat(32);
    const real = { DEMO: 'false', DIRECT_LINE_SECRET: secrets, CHAT_JWT_SECRET: 'y'.repeat(32) };
    const place = await placeOfItsOwn(real);
    const early = await place.run(['export', 'emma']);
    expect(early.complained).to.match(/lacks \d+ migrations[\s\S]*cli -- migrate/);
    expect((await place.run(['doctor'])).said).to.match(/not ok {2}migrations: \d+ pending/);
    expect((await place.run(['migrate'])).said).to.match(/^Done: 001-orders/);
    expect((await place.run(['migrate'])).said).to.include('up to date');
    expect((await place.run(['clock', '+1d'])).complained).to.include('Only the clock of a demo');
    expect((await place.run(['seed'])).complained).to.include('DEMO=true');
    await place.remove();
  });
});
