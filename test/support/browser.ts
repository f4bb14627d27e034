import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium of the machine, where there is one. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No sandbox: tests run as root in containers. Security features that pages rely on stay on. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--font-render-hinting=none',
];

interface Chromium {
  readonly path: string;
  readonly env: Record<string, string>;
  readonly args: readonly string[];
}

/** Starts a browser: the machine's Chromium, or else the one that the npm package carries (Linux x64). */
export async function launchBrowser(): Promise<Browser> {
  const found = installed.find((path) => existsSync(path));
  const { path, env, args } = found ? { path: found, env: {}, args: [] } : await carried();
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [...flags, ...args],
    env: { ...process.env, ...env },
  });
}

/** @sparticuz/chromium, unpacked once into the temporary folder, with its own libraries where the machine lacks some. */
async function carried(): Promise<Chromium> {
  const folder = join(tmpdir(), `resolve-chromium-${version()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const path = join(folder, 'chromium');
  const libraries = (await lacksLibraries(path)) ? join(folder, 'al2023', 'lib') : '';
  const env = {
    FONTCONFIG_PATH: join(folder, 'fonts'),
    LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
  };
  return { path, env, args: ['--no-zygote'] };
}

const entry = () => new URL(import.meta.resolve('@sparticuz/chromium'));

function version(): string {
  const text = readFileSync(new URL('../../package.json', entry()), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

async function lacksLibraries(path: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ldd', [path]).catch(() => ({
    stdout: 'not found',
  }));
  return stdout.includes('not found');
}

/**
 * The package's own unpacker writes to os.tmpdir() and takes a half-written file for a whole one, so it works in a
 * folder of its own that gets its name when it is complete.
 */
async function unpackInto(folder: string): Promise<void> {
  const part = mkdtempSync(`${folder}-part-`);
  const { inflate } = (await import(new URL('./lambdafs.js', entry()).href)) as {
    inflate(file: string): Promise<string>;
  };
  const before = process.env.TMPDIR;
  process.env.TMPDIR = part;
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'])
      await inflate(fileURLToPath(new URL(`../../bin/${name}`, entry())));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  if (existsSync(folder)) rmSync(part, { recursive: true });
  else renameSync(part, folder);
}
