import type { Phrase } from '../knowledge/phrase.ts';
import { addEvidence } from '../services/disputes/add-evidence.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute } from './kit/args.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { moment, phrase, quote } from './kit/values.ts';
import type { Oversized, Photo } from './photo.ts';
import { photoSteps } from './photo-steps.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly photos: readonly Photo[];
  readonly oversized: readonly Oversized[];
  readonly already: number;
};

/** More evidence for an open dispute: what was asked for and until when, what helps, then the files (S5). */
export const addEvidenceFlow: Flow<Draft> = {
  name: 'add-evidence',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    photos: [],
    oversized: [],
    already: 0,
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    ...photoSteps<Draft>({
      rule: 'evidenceFiles',
      ask: 'evidence.ask_files',
      next: 'save',
      done: 'evidence.add_photos',
      skip: 'evidence.add_nothing',
    }),
    save: { enter: save },
  },
};

/** A file that nothing is wrong with: here only role, state, time and number count. */
const probe = {
  type: 'add_evidence',
  files: [{ id: '-', name: 'a.png', contentType: 'image/png', bytes: 1, sha256: '-' }],
} as const;

async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'add-evidence', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const { id: disputeId } = view.dispute;
  const tried = await previewCommand(scene.ctx, disputeId, probe);
  if (!tried.ok) return refusedNow(view, tried.refusals, scene);
  const already = ownFiles(view).length;
  const say = [whatHelps(view)];
  return { do: 'goto', step: 'photos', draft: { ...draft, disputeId, already }, say };
}

/** The buyer's own files that are in the dispute. */
export const ownFiles = ({ dispute }: DisputeView) =>
  dispute.evidence.filter(({ party, removedAt }) => party === 'buyer' && removedAt === undefined);

/** What the Case Management Team asked for and its date, then what helps in a case like this. */
function whatHelps(view: DisputeView): Message {
  const { dispute, item } = view;
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [...requestText(view), phrase(`evidence.useful_${aspectOf(dispute)}`)],
    source: 'evidence',
  };
}

/** Once the item has been sent back, it is about the parcel and no longer about what was wrong with the item. */
const aspectOf = ({ returnShipment, subReason, reason }: DisputeView['dispute']): string =>
  returnShipment ? 'return' : (subReason ?? reason);

function requestText({ dispute, deadlines }: DisputeView): readonly Phrase[] {
  const { phase } = dispute;
  if (phase.state !== 'evidence_requested' || phase.party !== 'buyer') return [];
  const due = deadlines.find(({ rule }) => rule === 'evidenceRequest');
  return [
    phrase('status.evidence_from_buyer', { what: quote(phase.what) }),
    ...(due ? [phrase('deadline.evidenceRequest', { at: moment(due.at) })] : []),
  ];
}

/** Whatever else has happened in the dispute meanwhile, the files are for it as it stands now. */
async function save(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'add-evidence', scene);
  if (!found.picked) return found.next;
  const { disputeId, photos: files } = draft;
  if (files.length === 0)
    return {
      do: 'end',
      say: [statusMessage(found.view, scene, [phrase('evidence.nothing_added')])],
    };
  const expectedSeq = found.view.dispute.seq;
  const added = await addEvidence(scene.ctx, { disputeId, expectedSeq, files });
  if (added.ok) {
    const lead = [phrase('evidence.added', { count: files.length })];
    return { do: 'end', say: [statusMessage(added.value, scene, lead)] };
  }
  const wrong = namesIn(added.refusals);
  if (wrong.length === 0) return refusedWrite(added.refusals, disputeId, scene);
  const photos = files.filter(({ name }) => !wrong.includes(name));
  const say = [{ text: added.refusals.map(explain) }];
  return { do: 'goto', step: 'photos', draft: { ...draft, photos }, say };
}

/** The files that are refused by name: the others are not lost with them. */
const namesIn = (refusals: readonly Refusal[]): readonly string[] =>
  refusals.flatMap(({ facts }) => (typeof facts.name === 'string' ? [facts.name] : []));
