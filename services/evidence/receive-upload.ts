import type { EvidenceFiles, Images, Inspected, Upload } from '../evidence-port.ts';
import type { Clock, Ids, Principal, Rulebooks, Store } from '../ports.ts';
import { cleanName, withExtension } from './clean-name.ts';

export interface UploadDeps {
  readonly store: Store;
  readonly files: EvidenceFiles;
  readonly images: Images;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly rulebooks: Rulebooks;
}

export interface ArrivedFile {
  readonly conversationId: string;
  readonly principal: Principal;
  /** As the client wrote it. */
  readonly name: string;
  /** The route has a limit of its own, above the rulebook's: an oversized photo is read to offer a smaller copy. */
  readonly bytes: Uint8Array;
  readonly allowed: 'openingFiles' | 'evidenceFiles';
}

/** An upload and the bytes that are kept for it, before anything is stored. */
interface Kept {
  readonly upload: Upload;
  readonly served?: Uint8Array;
  readonly original: Uint8Array;
}

/**
 * Inspects a file and records it, accepted or not, with the copy that would be accepted in its place if there is one.
 * Bytes are stored of accepted files alone, and before the row: a row without its bytes can't be.
 * Throws on a fault of ours; then nothing is stored.
 */
export async function receiveUpload(deps: UploadDeps, arrived: ArrivedFile): Promise<Upload> {
  const file = { ...arrived, name: cleanName(arrived.name) };
  const inspected = await inspect(deps, file);
  const copy = await keepableCopy(deps, file, inspected);
  const upload = await describe(deps, file, inspected, copy?.upload.id);
  const kept: Kept = {
    upload,
    original: file.bytes,
    ...(inspected.verdict === 'accepted' && { served: inspected.served }),
  };
  await keep(deps, copy === undefined ? [kept] : [copy, kept]);
  return upload;
}

function inspect(deps: UploadDeps, file: ArrivedFile): Promise<Inspected> {
  const { rules } = deps.rulebooks.current;
  return deps.images.inspect({
    name: file.name,
    bytes: file.bytes,
    allowed: rules[file.allowed].value,
    maxBytes: rules.maxFileBytes.value,
  });
}

/** The compressed or converted copy as an upload of its own, so that the buyer can say yes to it. */
async function keepableCopy(
  deps: UploadDeps,
  file: ArrivedFile,
  inspected: Inspected,
): Promise<Kept | undefined> {
  const copy = copyOf(file, inspected);
  if (copy === undefined) return undefined;
  // What is offered has passed the same inspection as what arrives.
  const again = await inspect(deps, copy);
  if (again.verdict !== 'accepted') return undefined;
  const upload = await describe(deps, copy, again);
  return { upload, original: copy.bytes, served: again.served };
}

function copyOf(file: ArrivedFile, inspected: Inspected): ArrivedFile | undefined {
  if (inspected.verdict === 'file_too_large' && inspected.smaller !== undefined)
    return { ...file, name: withExtension(file.name, '.jpg'), bytes: inspected.smaller };
  if (inspected.verdict === 'file_type' && inspected.converted !== undefined)
    return { ...file, name: withExtension(file.name, '.png'), bytes: inspected.converted };
  return undefined;
}

async function describe(
  deps: UploadDeps,
  file: ArrivedFile,
  inspected: Inspected,
  smallerId?: string,
): Promise<Upload> {
  const { principal } = file;
  const known = 'contentType' in inspected;
  return {
    id: deps.ids.next('upload'),
    conversationId: file.conversationId,
    ...(principal.kind === 'buyer' && { buyerId: principal.id }),
    ...(principal.kind === 'staff' && { fromAgent: true as const }),
    name: file.name,
    contentType: known ? inspected.contentType : 'application/octet-stream',
    bytes: file.bytes.length,
    sha256: await sha256(file.bytes),
    width: known ? inspected.width : 0,
    height: known ? inspected.height : 0,
    verdict: inspected.verdict,
    ...(smallerId !== undefined && { smallerId }),
    at: deps.clock.now(),
  };
}

/** In hex. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Buffer.from(digest).toString('hex');
}

async function keep({ store, files }: UploadDeps, all: readonly Kept[]): Promise<void> {
  const accepted = all.filter(({ served }) => served !== undefined);
  try {
    for (const { upload, original, served } of accepted) {
      await files.put(upload.id, 'original', original);
      if (served !== undefined) await files.put(upload.id, 'served', served);
    }
    await store.run(async (tx) => {
      for (const { upload } of all) await store.uploads.add(tx, upload);
    });
  } catch (fault) {
    await Promise.allSettled(accepted.map(({ upload }) => files.remove(upload.id)));
    throw fault;
  }
}
