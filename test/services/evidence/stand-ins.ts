import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Instant } from '../../../services/domain/time.ts';
import type { UploadDeps } from '../../../services/evidence/receive-upload.ts';
import type { EvidenceFiles, Images, Upload } from '../../../services/evidence-port.ts';
import type { Context, Principal, Rulebooks, Store, Tx } from '../../../services/ports.ts';

const TX = {} as Tx;

/** Uploads in memory. Who sees what is tested with the real store; here a buyer sees what has the buyer's id. */
export function uploadsInMemory() {
  const rows: Upload[] = [];
  const uploads: Store['uploads'] = {
    async add(_tx, upload) {
      rows.push(upload);
    },
    async find(_tx, principal, id) {
      return rows.find((row) => row.id === id && maySee(principal, row));
    },
    async ofConversation(_tx, conversationId) {
      return rows.filter((row) => row.conversationId === conversationId);
    },
    async remove(_tx, ids) {
      rows.splice(0, rows.length, ...rows.filter((row) => !ids.includes(row.id)));
    },
    async unused(_tx, before) {
      return rows.filter((row) => row.at < before).map((row) => row.id);
    },
    async known(_tx, ids) {
      return rows.filter((row) => ids.includes(row.id)).map((row) => row.id);
    },
  };
  return { rows, uploads };
}

function maySee(principal: Principal, row: Upload): boolean {
  if (principal.kind === 'buyer') return principal.id === row.buyerId;
  return principal.kind === 'staff' || principal.kind === 'system';
}

export function filesInMemory() {
  const bytes = new Map<string, Uint8Array>();
  const files: EvidenceFiles = {
    async put(id, variant, content) {
      bytes.set(`${id}.${variant}`, content);
    },
    async get(id, variant) {
      return bytes.get(`${id}.${variant}`);
    },
    async remove(id) {
      bytes.delete(`${id}.original`);
      bytes.delete(`${id}.served`);
    },
    async olderThan() {
      return [...new Set([...bytes.keys()].map((name) => name.split('.')[0] ?? ''))];
    },
  };
  return { bytes, files };
}

const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
const RULEBOOKS: Rulebooks = { current: rulebook, of: () => rulebook };

/** A receiving end with everything in memory. `run` is the store's transaction. */
export function receivingEnd(images: Images, run?: Store['run']) {
  const { rows, uploads } = uploadsInMemory();
  const { bytes, files } = filesInMemory();
  let last = 0;
  const store = { uploads, run: run ?? ((work) => work(TX)) } as Pick<Store, 'uploads' | 'run'>;
  const deps: UploadDeps = {
    store: store as Store,
    files,
    images,
    ids: { next: () => `upload-${++last}` },
    clock: { now: () => 1_000 as Instant },
    rulebooks: RULEBOOKS,
  };
  const as = (principal: Principal): Context => ({
    tx: TX,
    store: deps.store,
    principal,
    now: deps.clock.now(),
    rulebooks: RULEBOOKS,
    ids: deps.ids,
  });
  return { deps, rows, bytes, as };
}
