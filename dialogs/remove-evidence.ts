import { previewCommand } from '../services/disputes/preview-command.ts';
import { removeEvidence } from '../services/disputes/remove-evidence.ts';
import type { Evidence } from '../services/domain/dispute.ts';
import type { DisputeView } from '../services/views.ts';
import { ownFiles } from './add-evidence.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, phrase, quote } from './kit/values.ts';
import { plain } from './kit/words.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly evidenceId: string;
  /** The state that was shown before the yes. */
  readonly seq: number;
};

/** Takes back one of the buyer's own files, after saying what that means (S5). */
export const removeEvidenceFlow: Flow<Draft> = {
  name: 'remove-evidence',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    evidenceId: '',
    seq: 0,
  }),
  first: 'file',
  steps: {
    file: { enter: askFile, take: takeFile, hint: 'evidence.file_hint' },
    confirm: {
      enter: askConfirm,
      take: takeConfirm,
      hint: 'evidence.remove_hint',
      unclear: 'evidence.remove_unclear_words',
      moves: ['remove'],
    },
  },
};

async function askFile(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'remove-evidence', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const files = ownFiles(view);
  const known = { ...draft, disputeId: view.dispute.id };
  const [only] = files;
  const evidenceId = only?.id ?? '';
  const command = { type: 'remove_evidence', evidenceId } as const;
  const tried = await previewCommand(scene.ctx, view.dispute.id, command);
  if (!tried.ok) return refusedNow(view, tried.refusals, scene);
  if (files.length === 1) return { do: 'goto', step: 'confirm', draft: { ...known, evidenceId } };
  return {
    do: 'ask',
    draft: known,
    message: {
      heading: phrase('common.title', { title: quote(view.item.title) }),
      text: [phrase('evidence.which_file')],
      images: files.map(({ id, name }) => ({ id, name })),
      rows: files.map((file) => rowOf(file, scene)),
    },
  };
}

const rowOf = ({ id, name, addedAt }: Evidence, scene: Scene): Row => ({
  choice: choice(scene, `file:${id}`, 'evidence.choose_file', { data: { name: quote(name) } }),
  title: phrase('common.title', { title: quote(name) }),
  lines: [phrase('evidence.file_line', { added: day(addedAt) })],
});

/** The row, or the name of one file alone. */
async function takeFile(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'remove-evidence', scene);
  if (!found.picked) return found.next;
  const meant = ownFiles(found.view).filter(({ id, name }) =>
    reply.kind === 'choice' ? reply.id === `file:${id}` : plain(name) === plain(reply.text),
  );
  const [file, other] = meant;
  if (!file || other) return { do: 'miss' };
  return { do: 'goto', step: 'confirm', draft: { ...draft, evidenceId: file.id } };
}

async function askConfirm(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'remove-evidence', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const { evidenceId } = draft;
  const command = { type: 'remove_evidence', evidenceId } as const;
  const previewed = await previewCommand(scene.ctx, view.dispute.id, command);
  if (!previewed.ok) return refusedNow(view, previewed.refusals, scene);
  const files = ownFiles(view).filter(({ id }) => id === evidenceId);
  return {
    do: 'ask',
    draft: { ...draft, seq: view.dispute.seq },
    message: {
      heading: phrase('common.title', { title: quote(view.item.title) }),
      text: [...consequence(view, files), phrase('evidence.ask_remove')],
      facts: [fact('common.dispute', phrase('common.text', { text: view.dispute.id }))],
      images: files.map(({ id, name }) => ({ id, name })),
      choices: [
        choice(scene, 'remove', 'evidence.remove_yes', { tone: 'danger' }),
        choice(scene, 'keep', 'evidence.remove_no'),
      ],
      source: 'evidence',
    },
  };
}

const consequence = (view: DisputeView, [file]: readonly Evidence[]) => [
  phrase('evidence.remove_means', { name: quote(file?.name ?? '') }),
  ...(ownFiles(view).length === 1 ? [phrase('evidence.last_file')] : []),
  phrase('evidence.remove_more_later'),
];

async function takeConfirm(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  const { disputeId, evidenceId, seq: expectedSeq } = draft;
  const found = await disputeOrPick(draft, 'remove-evidence', scene);
  if (!found.picked) return found.next;
  if (reply.id === 'keep')
    return { do: 'end', say: [statusMessage(found.view, scene, [phrase('evidence.kept')])] };
  if (reply.id !== 'remove') return { do: 'miss' };
  const removed = await removeEvidence(scene.ctx, { disputeId, expectedSeq, evidenceId });
  if (!removed.ok) return refusedWrite(removed.refusals, disputeId, scene);
  const name = found.view.dispute.evidence.find(({ id }) => id === evidenceId)?.name ?? '';
  const lead = [phrase('evidence.removed', { name: quote(name) })];
  return { do: 'end', say: [statusMessage(removed.value, scene, lead)] };
}
