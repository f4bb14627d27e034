import type { EvidenceFiles, Upload } from '../evidence-port.ts';
import type { Store } from '../ports.ts';

/**
 * Takes back uploads that nothing refers to yet, with the smaller copies that were made of them. Rows go first: what
 * is left of the bytes after a crash, `removeUnusedUploads` finds.
 */
export async function discardUploads(
  { store, files }: { readonly store: Store; readonly files: Pick<EvidenceFiles, 'remove'> },
  uploads: readonly Upload[],
): Promise<void> {
  const ids = uploads.flatMap(({ id, smallerId }) =>
    smallerId === undefined ? [id] : [id, smallerId],
  );
  await store.run((tx) => store.uploads.remove(tx, ids));
  for (const id of ids) await files.remove(id);
}
