import type { EvidenceFile } from '../domain/dispute.ts';
import type { Upload } from '../evidence-port.ts';

/** An accepted upload as a dispute keeps it, under the same id. Undefined for a refused one: it has no bytes. */
export function toEvidenceFile(upload: Upload): EvidenceFile | undefined {
  if (upload.verdict !== 'accepted') return undefined;
  const { id, name, contentType, bytes, sha256 } = upload;
  return { id, name, contentType, bytes, sha256 };
}
