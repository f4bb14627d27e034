import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import sharp from 'sharp';
import { zipFiles } from '../../../bot/cli/zip-files.ts';
import { jobs } from '../../../dialogs/menu.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { knowledge } from '../../knowledge/loaded.ts';
import { type Place, placeOfItsOwn } from './terminal.ts';

const APP = '11111111-2222-3333-4444-555555555555';

describe('npm run cli -- teams-manifest', () => {
  let place: Place;
  const azure = {
    ...{ MicrosoftAppId: APP, MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: APP },
    PUBLIC_URL: 'https://help.shop.example',
  };
  afterEach(() => place.remove());

  const made = async (
    more: readonly string[] = [],
    env: Readonly<Record<string, string>> = azure,
  ) => {
    place = await placeOfItsOwn(env);
    const path = join(dirname(place.databaseFile), 'app.zip');
    const ran = await place.run(['teams-manifest', path, ...more]);
    return { ran, path };
  };
  const filesIn = async (path: string) => filesOf(await readFile(path));
  const manifestIn = async (path: string) =>
    JSON.parse(String((await filesIn(path)).get('manifest.json'))) as JsonObject;

  it('writes a manifest and two icons', async () => {
    const { ran, path } = await made();
    expect(ran).to.include({ code: 0, complained: '' });
    const files = await filesIn(path);
    expect([...files.keys()]).to.deep.equal(['manifest.json', 'color.png', 'outline.png']);
  });

  it('has what Teams requires, within its limits', async () => {
    const { path } = await made();
    const manifest = await manifestIn(path);
    expect(manifest).to.include({ manifestVersion: '1.19', version: '1.0.0', id: APP });
    expect(manifest.$schema).to.include('/v1.19/');
    expect(manifest.accentColor).to.match(/^#[0-9a-f]{6}$/);
    expect(manifest.icons).to.deep.equal({ color: 'color.png', outline: 'outline.png' });
    expect(manifest.validDomains).to.deep.equal(['help.shop.example']);
    const { name, ...urls } = manifest.developer as Record<string, string>;
    expect(name).to.equal('help.shop.example');
    expect(Object.keys(urls)).to.deep.equal(['websiteUrl', 'privacyUrl', 'termsOfUseUrl']);
    for (const url of Object.values(urls)) expect(url).to.match(/^https:\/\/help\.shop\.example/);
    expectLengths(manifest.name, { short: 30, full: 100 });
    expectLengths(manifest.description, { short: 80, full: 4_000 });
  });

  it('is a bot for private chats, with files and the jobs of the menu', async () => {
    const { path } = await made();
    const [bot] = (await manifestIn(path)).bots as readonly JsonObject[];
    expect(bot).to.deep.include({ botId: APP, scopes: ['personal'], supportsFiles: true });
    const [list] = (bot?.commandLists ?? []) as readonly JsonObject[];
    const commands = list?.commands as readonly { title: string; description: string }[];
    const scene = { buyer: {}, knowledge: await knowledge(), listener: { locale: 'en' } };
    const { say } = scene.knowledge;
    const listener = { locale: 'en', timeZone: 'UTC', policyZone: 'UTC' };
    const labels = jobs(scene as never).map(({ label }) => say(label, listener, 'plain').trim());
    expect(commands.map(({ title }) => title)).to.deep.equal(labels);
    expect(commands.length).to.be.at.most(10);
    for (const command of commands) expectLengths(command, { title: 32, description: 128 });
  });

  it('can be for groups, too, and of another version and developer', async () => {
    const { path } = await made(['--groups', '--version', '2.1.0', '--developer', 'Shop Ltd']);
    const manifest = await manifestIn(path);
    expect(manifest.version).to.equal('2.1.0');
    expect(manifest.developer).to.include({ name: 'Shop Ltd' });
    const [bot] = manifest.bots as readonly JsonObject[];
    expect(bot?.scopes).to.deep.equal(['personal', 'team', 'groupChat']);
  });

  it('has icons of the sizes that Teams takes, the small one white on nothing', async () => {
    const { path } = await made();
    const files = await filesIn(path);
    const color = sharp(files.get('color.png'));
    expect(await color.metadata()).to.include({ format: 'png', width: 192, height: 192 });
    expect((await color.stats()).isOpaque).to.equal(true);
    const outline = sharp(files.get('outline.png'));
    expect(await outline.metadata()).to.include({ format: 'png', width: 32, height: 32 });
    const { data } = await outline.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const seen = data.filter((_, i) => i % 4 === 3);
    expect(Math.min(...seen)).to.equal(0);
    expect(Math.max(...seen)).to.equal(255);
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255) expect([...data.subarray(i, i + 3)]).to.deep.equal([255, 255, 255]);
  });

  it('says what is missing', async () => {
    const without = await made([], {});
    expect(without.ran.code).to.equal(1);
    expect(without.ran.complained).to.include('MicrosoftAppId');
    await place.remove();
    const http = await made([], { ...azure, PUBLIC_URL: 'http://help.shop.example' });
    expect(http.ran.complained).to.include('PUBLIC_URL');
    await place.remove();
    expect((await made(['--version', 'one'])).ran.code).to.equal(64);
    await place.remove();
    expect((await made(['--developer', 'x'.repeat(33)])).ran.code).to.equal(64);
  });
});

describe('an archive', () => {
  it('is read by another program', async () => {
    const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
    const folder = await mkdtemp('/tmp/teams-zip-');
    const path = join(folder, 'a.zip');
    const files = [
      { name: 'a.txt', bytes: Buffer.from('hello') },
      { name: 'empty', bytes: Buffer.alloc(0) },
      { name: 'b.bin', bytes: Buffer.from([0, 1, 2, 255]) },
    ];
    await writeFile(path, zipFiles(files));
    const script = `import zipfile,sys,json
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print(json.dumps({n: list(z.read(n)) for n in z.namelist()}))`;
    const read = JSON.parse(String(execFileSync('python3', ['-c', script, path]))) as unknown;
    await rm(folder, { recursive: true });
    expect(read).to.deep.equal(
      Object.fromEntries(files.map(({ name, bytes }) => [name, [...bytes]])),
    );
  });
});

function expectLengths(value: unknown, most: Readonly<Record<string, number>>): void {
  const texts = value as Readonly<Record<string, string>>;
  for (const [key, length] of Object.entries(most)) {
    expect(texts[key], key).to.match(/\S/);
    expect(texts[key]?.length, key).to.be.at.most(length);
  }
}

/** By the directory at the end, as unpacking programs do. */
function filesOf(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.length - 22;
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [crc, size] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20)];
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('latin1', at + 46, at + 46 + nameLength);
    const bytes = archive.subarray(local + 30 + nameLength, local + 30 + nameLength + size);
    expect(crc32(bytes), name).to.equal(crc);
    files.set(name, bytes);
    at += 46 + nameLength;
  }
  return files;
}
