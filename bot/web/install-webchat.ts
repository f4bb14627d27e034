/**
 * Puts Web Chat's one file at bot/web/vendor, at install time and again at start if it is missing.
 * The package as a dependency would bring 441 others and 530 MB, so only its tarball is fetched, by npm
 * itself (the user's own registry and proxy settings hold), and its integrity is checked before it is read.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Parser } from 'tar';

const version = '4.18.1';
const integrity =
  'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const vendor = join(import.meta.dirname, 'vendor');
const wanted = new Map([
  ['package/dist/webchat.js', 'webchat.js'],
  ['package/dist/webchat.js.LICENSE.txt', 'webchat.js.LICENSE.txt'],
]);

function packed(folder: string): Buffer {
  execFileSync(
    'npm',
    [
      'pack',
      `botframework-webchat@${version}`,
      '--silent',
      '--ignore-scripts',
      '--pack-destination',
      folder,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32', cwd: folder },
  );
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!name) throw new Error('npm pack made no file');
  const bytes = readFileSync(join(folder, name));
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity)
    throw new Error(
      `botframework-webchat@${version} has integrity ${found}, expected ${integrity}`,
    );
  return bytes;
}

function extract(tarball: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    const parser = new Parser({
      onReadEntry(entry) {
        const target = wanted.get(entry.path);
        if (!target) {
          entry.resume();
          return;
        }
        const chunks: Buffer[] = [];
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => files.set(target, Buffer.concat(chunks)));
      },
    });
    parser.on('end', () => resolve(files));
    parser.on('error', reject);
    parser.end(tarball);
  });
}

async function keep(name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(vendor, `${name}.part`), bytes);
  await rename(join(vendor, `${name}.part`), join(vendor, name));
}

/** @throws if npm can't fetch the package or its content is not the one expected. */
async function installWebChat(): Promise<void> {
  if (existsSync(join(vendor, 'webchat.js.br'))) return;
  const folder = mkdtempSync(join(tmpdir(), 'resolve-webchat-'));
  try {
    const files = await extract(packed(folder));
    mkdirSync(vendor, { recursive: true });
    for (const [name, bytes] of files) await keep(name, bytes);
    const script = files.get('webchat.js');
    if (!script) throw new Error('package/dist/webchat.js is not in the package');
    await keep('webchat.js.gz', gzipSync(script, { level: 9 }));
    // Quality 9: within 2 % of the smallest at a tenth of the time. Written last: its presence means all is there.
    await keep(
      'webchat.js.br',
      brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await installWebChat();
