import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { colorIcon, outlineIcon } from '../adapters/teams-icons.ts';
import { teamsManifest } from '../adapters/teams-manifest.ts';
import { projectRoot } from '../project-root.ts';
import { type Call, type Command, Failure, Misuse, type World } from './command.ts';
import { zipFiles } from './zip-files.ts';

/** Teams refuses a longer name. */
const MAX_DEVELOPER = 32;

export const teamsManifestCommand: Command = {
  usage: 'teams-manifest OUT.zip [--developer NAME] [--version 1.0.0] [--groups]',
  does: 'the Teams app to be uploaded: manifest and icons, from the configuration',
  words: { min: 1, max: 1 },
  options: { developer: 'value', version: 'value', groups: 'flag' },
  async run({ words, options }, world) {
    const [path = ''] = words;
    const { appId, publicUrl } = placeOf(world);
    const { policyZone, holidays } = world.config;
    const rulebook = createRulebook({ policyZone, holidays });
    const manifest = teamsManifest({
      ...{ appId, publicUrl },
      developer: developerOf(options, publicUrl),
      version: versionOf(options),
      inGroups: options.groups === true,
      knowledge: await loadKnowledge({ root: join(projectRoot, 'knowledge'), rulebook }),
      listener: { locale: 'en', timeZone: policyZone, policyZone },
    });
    const archive = zipFiles([
      { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest, null, 2)) },
      { name: 'color.png', bytes: await world.drawIcon(colorIcon.svg, colorIcon.size) },
      { name: 'outline.png', bytes: await world.drawIcon(outlineIcon.svg, outlineIcon.size) },
    ]);
    await writeFile(path, archive);
    world.say(`${path}: upload it in Teams under Apps, Manage your apps, Upload an app.`);
  },
};

function placeOf({ config }: World): { readonly appId: string; readonly publicUrl: string } {
  const appId = config.azure?.appId;
  const { publicUrl } = config;
  if (!appId)
    throw new Failure('There is no bot to make an app of.', 'Set MicrosoftAppId (.env.example).');
  if (!publicUrl?.startsWith('https:'))
    throw new Failure(
      'Teams shows pages of an https address only.',
      'Set PUBLIC_URL to where buyers reach this server, with https.',
    );
  return { appId, publicUrl };
}

function developerOf({ developer }: Call['options'], publicUrl: string): string {
  const name = typeof developer === 'string' ? developer : new URL(publicUrl).hostname;
  if (developer !== undefined && name.length > MAX_DEVELOPER)
    throw new Misuse(`Teams takes ${MAX_DEVELOPER} characters of a developer's name.`);
  return name.slice(0, MAX_DEVELOPER);
}

function versionOf({ version = '1.0.0' }: Call['options']): string {
  if (/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(String(version))) return String(version);
  throw new Misuse(`"${version}" is no version of an app.`, 'A version is like 1.0.0.');
}
