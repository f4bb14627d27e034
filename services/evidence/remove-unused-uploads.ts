import { instant } from '../domain/time.ts';
import type { Clock, EvidenceFiles, Store } from '../ports.ts';

/** What no draft has taken up by then is forgotten. */
const UNUSED_MS = 24 * 3_600_000;
/** In one transaction, which turns wait for. */
const BATCH = 200;

/**
 * Removes uploads older than 24 hours that never became evidence and are in no draft, rows and bytes, and bytes as old
 * that no row knows of (a crash between the two). Evidence stays, also that which was taken back: it is audit trail.
 * `wallClock` is the real time: the files' own age is told by the disk.
 */
export async function removeUnusedUploads(deps: {
  readonly store: Store;
  readonly files: EvidenceFiles;
  readonly clock: Clock;
  readonly wallClock: Clock;
}): Promise<{ readonly removed: number }> {
  const rows = await removeRows(deps);
  const strays = await removeStrays(deps);
  return { removed: rows + strays };
}

async function removeRows({ store, files, clock }: Parameters<typeof removeUnusedUploads>[0]) {
  const before = instant(clock.now() - UNUSED_MS);
  const ids = await store.run(async (tx) => {
    const unused = await store.uploads.unused(tx, before, BATCH);
    await store.uploads.remove(tx, unused);
    return unused;
  });
  for (const id of ids) await files.remove(id);
  return ids.length;
}

async function removeStrays({
  store,
  files,
  wallClock,
}: Parameters<typeof removeUnusedUploads>[0]) {
  const old = await files.olderThan(instant(wallClock.now() - UNUSED_MS));
  let removed = 0;
  for (let at = 0; at < old.length; at += BATCH) {
    const ids = old.slice(at, at + BATCH);
    const known = new Set(await store.run((tx) => store.uploads.known(tx, ids)));
    for (const id of ids.filter((one) => !known.has(one))) {
      await files.remove(id);
      removed += 1;
    }
  }
  return removed;
}
