import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createImages } from '../../../services/gateways/images.ts';
import { plain } from './pictures.ts';

const run = promisify(execFile);
const TEXT = { name: 'a.txt', bytes: Buffer.from('text'), allowed: ['.png'], maxBytes: 1e6 };

describe('image threads', () => {
  it('give up on a file that takes too long, and go on with the next', async () => {
    const images = createImages({ deadline: 1 });
    const bytes = await plain(6000, 6000, 4).png({ compressionLevel: 1 }).toBuffer();
    const slow = { name: 'a.png', bytes, allowed: ['.png'], maxBytes: 1e9 };
    expect(await images.inspect(slow)).to.deep.equal({ verdict: 'image_broken' });
    expect((await images.inspect(TEXT)).verdict).to.be.oneOf(['file_type', 'image_broken']);
    await images.close();
  });

  it('take more files than they are, up to a limit', async () => {
    const images = createImages({ concurrency: 2 });
    const all = await Promise.allSettled(Array.from({ length: 36 }, () => images.inspect(TEXT)));
    expect(all.filter(({ status }) => status === 'fulfilled')).to.have.length(34);
    await images.close();
  });

  it('refuse work when closed', async () => {
    const images = createImages();
    await images.close();
    const fault = await images.inspect(TEXT).catch(String);
    expect(fault).to.equal('Error: images are closed');
  });

  it('leave the sender its bytes', async () => {
    const images = createImages();
    await images.inspect(TEXT);
    expect(TEXT.bytes.toString()).to.equal('text');
    await images.close();
  });

  it('start from compiled files without a loader, and let the process end', async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const dir = await mkdtemp(join(tmpdir(), 'evidence-dist-'));
    try {
      await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
      await writeFile(join(dir, 'package.json'), '{"type":"module"}');
      await writeFile(join(dir, 'tsconfig.json'), JSON.stringify(compiling(root, dir)));
      await writeFile(join(dir, 'main.js'), MAIN);
      await run(join(root, 'node_modules/.bin/tsc'), ['-p', dir]);
      const { stdout } = await run(process.execPath, [join(dir, 'main.js')], {
        env: { PATH: process.env.PATH },
      });
      expect(stdout).to.equal('accepted 7x5');
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

const MAIN = `
import sharp from 'sharp';
import { createImages } from './services/gateways/images.js';
const bytes = await sharp({ create: { width: 7, height: 5, channels: 3, background: 'red' } }).png().toBuffer();
const seen = await createImages().inspect({ name: 'a.png', bytes, allowed: ['.png'], maxBytes: 1e6 });
process.stdout.write(seen.verdict + ' ' + seen.width + 'x' + seen.height);
`;

function compiling(root: string, dir: string) {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      rootDir: root,
      outDir: dir,
      sourceMap: false,
      typeRoots: [join(root, 'node_modules/@types')],
      types: ['node'],
    },
    include: [],
    files: ['images.ts', 'image-worker.ts'].map((name) => join(root, 'services/gateways', name)),
  };
}
