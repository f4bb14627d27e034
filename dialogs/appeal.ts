import { appealRuling } from '../services/disputes/appeal-ruling.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import { optionalText } from '../services/domain/text-rules.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute, given, textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, lastDay, phrase, quote, saying } from './kit/values.ts';
import { hasLetter } from './kit/words.ts';
import type { Oversized, Photo } from './photo.ts';
import { photoSteps } from './photo-steps.ts';
import { receiveFiles } from './receive-files.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly seq: number;
  readonly reason: string;
  /** A story that was told at the start: it is the reason, once, if the form can take it. */
  readonly story: string;
  readonly photos: readonly Photo[];
  readonly oversized: readonly Oversized[];
};

/** One appeal against what the Case Management Team decided, within its window (S11). */
export const appeal: Flow<Draft> = {
  name: 'appeal',
  version: 1,
  needsBuyer: true,
  keeps: true,
  start: (args) => ({
    ...aboutDispute(args),
    seq: 0,
    reason: '',
    story: textArg(args, 'story') ?? '',
    photos: [],
    oversized: [],
  }),
  first: 'reason',
  steps: {
    reason: { enter: askReason, take: takeReason, hint: 'appeal.reason_hint', freeText: true },
    ...photoSteps<Draft>({ rule: 'evidenceFiles', ask: 'appeal.ask_files', next: 'confirm' }),
    confirm: {
      enter: askConfirm,
      take: takeConfirm,
      hint: 'appeal.confirm_hint',
      unclear: 'appeal.unclear_words',
      named: 'appeal.send_named_words',
      moves: ['appeal'],
    },
  },
};

/** The words stand for the reason that is asked next: here only role, state and time count. */
const probe = { type: 'appeal', reason: '-', files: [] } as const;

async function askReason(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const more = given('story', draft.story || undefined);
  const found = await disputeOrPick(draft, 'appeal', scene, more);
  if (!found.picked) return found.next;
  const { view } = found;
  const tried = await previewCommand(scene.ctx, view.dispute.id, probe);
  if (!tried.ok && view.label === 'in_progress')
    return { do: 'end', say: [statusMessage(view, scene, [phrase('appeal.in_progress')])] };
  if (!tried.ok) return refusedNow(view, tried.refusals, scene);
  const { id: disputeId, seq } = view.dispute;
  const { story, ...rest } = draft;
  const known = { ...rest, disputeId, seq, story: '' };
  if (story && optionalText('reason', story, scene.ctx.rulebooks.current).length === 0)
    return {
      do: 'goto',
      step: 'photos',
      draft: { ...known, reason: story },
      say: [tookStory(view)],
    };
  return {
    do: 'ask',
    draft: known,
    message: {
      heading: phrase('common.title', { title: quote(view.item.title) }),
      text: [...windowText(view), phrase('appeal.ask_reason')],
      source: 'dispute-result',
    },
  };
}

/** What was told is the reason: it is shown before it is sent, and can be written again. */
const tookStory = (view: DisputeView) => ({
  heading: phrase('common.title', { title: quote(view.item.title) }),
  text: [...windowText(view), phrase('main.took_story')],
});

function windowText({ allowed }: DisputeView) {
  const until = allowed.find(({ type }) => type === 'appeal')?.until;
  return until === undefined ? [] : [phrase('appeal.until', { until: lastDay(until) })];
}

function takeReason(draft: Draft, reply: Reply, scene: Scene): Next<Draft> {
  if (reply.kind === 'files') return takeEarlyPhotos(draft, reply, scene);
  if (reply.kind !== 'text' || !hasLetter(reply.text)) return { do: 'miss' };
  const reason = reply.text.trim();
  const refused = optionalText('reason', reason, scene.ctx.rulebooks.current);
  if (refused.length > 0)
    return { do: 'goto', step: 'reason', draft, say: [{ text: refused.map(explain) }] };
  return { do: 'goto', step: photosOf(draft), draft: { ...draft, reason } };
}

/** What is too large is asked about first. */
const photosOf = ({ oversized }: Draft): string => (oversized.length > 0 ? 'smaller' : 'photos');

/** Photos before the reason, or with it as their words: they are kept for when they are asked for. */
function takeEarlyPhotos(
  draft: Draft,
  { files, text }: Extract<Reply, { readonly kind: 'files' }>,
  scene: Scene,
): Next<Draft> {
  const { photos, oversized, say } = receiveFiles(draft, files, 'evidenceFiles', scene);
  const fresh = photos.length > draft.photos.length;
  const got = fresh ? [saying('common.photos_got', { count: photos.length })] : [];
  const names = oversized.map(({ name }) => name);
  const large =
    names.length > 0 ? [saying('appeal.large_later', { files: names, count: names.length })] : [];
  const next = { ...draft, photos, oversized: [...draft.oversized, ...oversized] };
  if (!hasLetter(text))
    return { do: 'goto', step: 'reason', draft: next, say: [...got, ...large, ...say] };
  const read = takeReason(next, { kind: 'text', text }, scene);
  // With a reason the question for photos comes next, and says how many there are.
  const before = read.do === 'goto' && read.step === 'photos' ? say : [...got, ...say];
  return read.do === 'goto' ? { ...read, say: [...before, ...(read.say ?? [])] } : read;
}

async function askConfirm(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'appeal', scene);
  if (!found.picked) return found.next;
  return {
    do: 'ask',
    draft,
    message: {
      heading: phrase('common.title', { title: quote(found.view.item.title) }),
      text: [phrase('appeal.confirm')],
      facts: [
        fact('common.dispute', phrase('common.text', { text: draft.disputeId })),
        fact('common.photos', phrase('common.photo_count', { count: draft.photos.length })),
      ],
      quote: draft.reason,
      choices: [
        choice(scene, 'appeal', 'appeal.yes', { tone: 'primary' }),
        choice(scene, 'edit', 'appeal.edit'),
        choice(scene, 'keep', 'appeal.no'),
      ],
      source: 'dispute-result',
    },
  };
}

async function takeConfirm(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'edit') return { do: 'goto', step: 'reason', draft };
  const { disputeId, seq, reason, photos: files } = draft;
  if (reply.id === 'keep') return notAppealed(draft, scene);
  if (reply.id !== 'appeal') return { do: 'miss' };
  const appealed = await appealRuling(scene.ctx, { disputeId, expectedSeq: seq, reason, files });
  if (!appealed.ok) return refusedWrite(appealed.refusals, disputeId, scene);
  return { do: 'end', say: [statusMessage(appealed.value, scene, [phrase('appeal.done')])] };
}

async function notAppealed(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'appeal', scene);
  if (!found.picked) return found.next;
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase('appeal.kept')])] };
}
