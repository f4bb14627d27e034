import type { EvidenceFile } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import { toEvidenceFile } from './to-evidence-file.ts';

/**
 * The buyer's yes to the copy that was offered for a refused upload: the file to add in its place.
 * Refuses with `evidence_not_found` if the upload is not the asker's or has no such copy.
 */
export async function acceptSmaller(
  { store, tx, principal }: Context,
  uploadId: string,
): Promise<Result<EvidenceFile>> {
  const refused = await store.uploads.find(tx, principal, uploadId);
  const copy =
    refused?.smallerId === undefined
      ? undefined
      : await store.uploads.find(tx, principal, refused.smallerId);
  const file = copy && toEvidenceFile(copy);
  if (file !== undefined) return { ok: true, value: file };
  const facts = { evidenceId: uploadId };
  return { ok: false, refusals: [{ code: 'evidence_not_found', rule: 'ownEvidence', facts }] };
}
