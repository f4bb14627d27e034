import { runCommand } from '../disputes/run-command.ts';
import { forBuyer, forSeller } from '../disputes/speaks-for.ts';
import type { Dispute, EvidenceFile } from '../domain/dispute.ts';
import { plusHours } from '../domain/time.ts';
import { receiveUpload, type UploadDeps } from '../evidence/receive-upload.ts';
import { toEvidenceFile } from '../evidence/to-evidence-file.ts';
import type { Context, Principal } from '../ports.ts';
import { type DemoPicture, pictures } from './desk-pictures.ts';

export interface Pictures extends Pick<UploadDeps, 'files' | 'images'> {
  /** A square PNG of this many pixels a side. */
  readonly drawIcon: (svg: string, size: number) => Promise<Uint8Array>;
}

type PictureDeps = UploadDeps & Pictures;

const side = 320;
/** After the last event of the dispute: the parties look for their pictures once it is escalated. */
const laterHours = { buyer: 3, seller: 5 };

/**
 * What both sides of an escalated dispute have sent. Uploaded and added as everybody's pictures are, hours after the
 * escalation; nothing for a side that has sent something. A crash before the end heals at the next start.
 */
export const seedPictures = async (deps: PictureDeps): Promise<void> => {
  for (const party of ['buyer', 'seller'] as const)
    for (const orderId of new Set(pictures.map((one) => one.orderId)))
      await addTheirs(
        deps,
        party,
        pictures.filter((one) => one.orderId === orderId && one.party === party),
      );
};

const addTheirs = async (
  deps: PictureDeps,
  party: DemoPicture['party'],
  theirs: readonly DemoPicture[],
): Promise<void> => {
  const orderId = theirs[0]?.orderId ?? '';
  const [dispute] = await deps.store.run((tx) => deps.store.disputes.ofOrder(tx, orderId));
  if (!dispute || !isWaiting(dispute, party)) return;
  const at = plusHours(dispute.lastEventAt, laterHours[party]);
  const principal: Principal = {
    kind: party,
    id: party === 'buyer' ? dispute.buyerId : dispute.sellerId,
  };
  const then = { ...deps, clock: { now: () => at } };
  const conversationId = await emptyTalk(then, principal);
  const files: EvidenceFile[] = [];
  for (const { name, svg } of theirs) {
    const bytes = await deps.drawIcon(svg, side);
    const arrived = { conversationId, principal, name, bytes, allowed: 'evidenceFiles' } as const;
    const file = toEvidenceFile(await receiveUpload(then, arrived));
    if (!file) throw new Error(`The demo's picture ${name} can't be used.`);
    files.push(file);
  }
  await deps.store.run(async (tx) => {
    const { store, rulebooks, ids } = deps;
    const ctx: Context = { tx, store, rulebooks, ids, now: at, principal: { kind: 'system' } };
    await runCommand(ctx, {
      ...{ disputeId: dispute.id, expectedSeq: dispute.seq },
      command: { type: 'add_evidence', files },
      spokenFor: party === 'buyer' ? forBuyer : forSeller,
    });
    await store.notices.dropDue(tx, deps.clock.now());
  });
};

const isWaiting = ({ phase, evidence }: Dispute, side: DemoPicture['party']): boolean =>
  phase.state === 'in_mediation' && !evidence.some(({ party }) => party === side);

/** A file comes in a conversation; nothing was said in this one, so it counts in no number. */
const emptyTalk = ({ store, ids, clock }: UploadDeps, principal: Principal): Promise<string> =>
  store.run(async (tx) => {
    const id = ids.next('conversation');
    const who = 'id' in principal ? principal.id : 'nobody';
    await store.conversations.create(tx, {
      ...{ id, channel: 'directline', userId: `dl_demo_${principal.kind}_${who}`, locale: 'en' },
      ...(principal.kind === 'buyer' && { buyerId: principal.id }),
      startedAt: clock.now(),
    });
    return id;
  });
