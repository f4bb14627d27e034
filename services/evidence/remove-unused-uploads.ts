import { type Instant, instant } from '../domain/time.ts';
import type { EvidenceFiles } from '../evidence-port.ts';
import type { Clock, Store } from '../ports.ts';

export interface FileKeeping {
  readonly store: Pick<Store, 'run' | 'uploads'>;
  readonly files: Pick<EvidenceFiles, 'olderThan' | 'remove'>;
}

/** What no draft has taken up by then is forgotten. */
const UNUSED_MS = 24 * 3_600_000;
/** In one transaction, which turns wait for. */
const BATCH = 200;

/**
 * Removes uploads older than 24 hours that never became evidence and are in no draft, rows and bytes, and bytes as old
 * that no row knows of (a crash between the two). Evidence stays, also that which was taken back: it is audit trail.
 * `wallClock` is the real time: the files' own age is told by the disk.
 */
export async function removeUnusedUploads(
  deps: FileKeeping & { readonly clock: Clock; readonly wallClock: Clock },
): Promise<{ readonly removed: number }> {
  const rows = await removeRows(deps, instant(deps.clock.now() - UNUSED_MS));
  const strays = await removeStrayFiles(deps, instant(deps.wallClock.now() - UNUSED_MS));
  return { removed: rows + strays };
}

/** Removes bytes last written before this instant of the real time that no row knows of; answers of how many files. */
export async function removeStrayFiles(
  { store, files }: FileKeeping,
  before: Instant,
): Promise<number> {
  const old = await files.olderThan(before);
  let removed = 0;
  for (let at = 0; at < old.length; at += BATCH) {
    const ids = old.slice(at, at + BATCH);
    const known = new Set(await store.run((tx) => store.uploads.known(tx, ids)));
    const strays = ids.filter((id) => !known.has(id));
    for (const id of strays) await files.remove(id);
    removed += strays.length;
  }
  return removed;
}

async function removeRows({ store, files }: FileKeeping, before: Instant): Promise<number> {
  const ids = await store.run(async (tx) => {
    const unused = await store.uploads.unused(tx, before, BATCH);
    await store.uploads.remove(tx, unused);
    return unused;
  });
  for (const id of ids) await files.remove(id);
  return ids.length;
}
