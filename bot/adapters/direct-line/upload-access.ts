import { discardUploads } from '../../../services/evidence/discard-uploads.ts';
import { readServed } from '../../../services/evidence/read-served.ts';
import { receiveUpload, type UploadDeps } from '../../../services/evidence/receive-upload.ts';
import type { ReceiveUpload } from '../../arrived-files.ts';
import { principalOf } from '../../turn-scene.ts';
import type { DirectLineDeps, ReadUpload } from './deps.ts';

/** The evidence services as the routes use them. */
export function uploadAccess(deps: UploadDeps): {
  readonly receiveUpload: ReceiveUpload;
  readonly discardUploads: DirectLineDeps['discardUploads'];
  readonly readUpload: ReadUpload;
} {
  return {
    receiveUpload: (file) => receiveUpload(deps, file),
    discardUploads: (uploads) => discardUploads(deps, uploads),
    readUpload: (uploadId, conversationId) =>
      deps.store.run(async (tx) => {
        const conversation = await deps.store.conversations.find(tx, conversationId);
        if (!conversation) return undefined;
        const { store, ids, rulebooks, clock } = deps;
        const principal = principalOf(conversation);
        const ctx = { tx, store, principal, now: clock.now(), rulebooks, ids };
        return readServed(ctx, deps.files, uploadId, conversationId);
      }),
  };
}
