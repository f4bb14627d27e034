import { type Command, Failure, type World } from './command.ts';
import { checkDatabase } from './doctor-database.ts';
import { checkFolders, checkWebChat } from './doctor-files.ts';
import { type Check, type Finding, reasonOf, reinstall } from './doctor-finding.ts';
import { checkNode, checkPort, checkZones } from './doctor-machine.ts';

const checks: readonly Check[] = [
  checkNode,
  checkZones,
  checkFolders,
  checkImages,
  checkWebChat,
  checkDatabase,
  checkPort,
];

export const doctor: Command = {
  usage: 'doctor',
  does: 'looks whether everything is there that the server needs, and says what to do where it is not',
  words: { min: 0, max: 0 },
  run: async (_call, world) => {
    let faults = 0;
    for (const check of checks) {
      for (const { about, found, fix } of await check(world)) {
        world.say(
          `${fix ? 'not ok' : 'ok    '}  ${about}: ${found}${fix ? `\n        ${fix}` : ''}`,
        );
        if (fix) faults += 1;
      }
    }
    if (faults > 0) throw new Failure(`${faults} not ok.`);
  },
};

/** 1 x 1, as small as a PNG can be. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Not only loaded: a picture goes through it, in the thread where it will run. */
async function checkImages(world: World): Promise<readonly Finding[]> {
  const about = 'sharp (pictures)';
  const images = world.createImages();
  try {
    const file = { name: 'dot.png', bytes: dot, allowed: ['.png'], maxBytes: 1024 };
    const { verdict } = await images.inspect(file);
    if (verdict === 'accepted') return [{ about, found: 'reads and writes pictures' }];
    return [{ about, found: `says ${verdict} to a sound picture`, fix: reinstall('sharp') }];
  } catch (fault) {
    return [{ about, found: reasonOf(fault), fix: reinstall('sharp') }];
  } finally {
    await images.close();
  }
}
