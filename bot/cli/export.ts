import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instant, isoOf } from '../../services/domain/time.ts';
import type { EvidenceFiles } from '../../services/evidence-port.ts';
import type { BuyerData } from '../../services/personal-data-port.ts';
import { type Command, Failure } from './command.ts';

export const exportBuyer: Command = {
  usage: 'export BUYER [--files DIR]',
  does: 'all that is stored of a buyer as JSON; with --files also the pictures, as they came',
  words: { min: 1, max: 1 },
  options: { files: 'value' },
  run: async ({ words: [buyerId = ''], options }, world) => {
    const { store, files } = await world.open();
    const data = await store.run((tx) => world.personalData.collect(tx, buyerId));
    if (!data) throw unknownBuyer(buyerId);
    world.say(JSON.stringify(data, readable, 2));
    if (typeof options.files === 'string') await saveFiles(data, files, options.files);
  },
};

export const unknownBuyer = (buyerId: string): Failure =>
  new Failure(
    `Nothing is stored of a buyer "${buyerId}".`,
    "A buyer's id is the marketplace's, as in buyer.id of an order; capitals count.",
  );

/** Instants as ISO 8601, amounts as the text of their minor units. */
const readable = (key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && /^at$|At$/.test(key) ? isoOf(instant(value)) : value;
};

async function saveFiles(data: BuyerData, files: EvidenceFiles, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { id, contentType } of data.conversations.flatMap((talk) => talk.files)) {
    const bytes = await files.get(id, 'original');
    const extension = contentType.replace(/^image\//, '.');
    // Named by our id: a name that somebody chose is no path.
    if (bytes) await writeFile(join(folder, `${id}${extension}`), bytes, { mode: 0o600 });
  }
}
