import type { FileRule } from '../services/domain/file-rules.ts';
import { acceptSmaller } from '../services/evidence/accept-smaller.ts';
import type { JsonObject } from '../services/ports.ts';
import { choice } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Step } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { ReceivedFile } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { privacyLink } from './menu.ts';
import type { Oversized, Photo } from './photo.ts';
import { photosSaid } from './photos-said.ts';
import { receiveFiles } from './receive-files.ts';

/** The part of a draft that these steps fill. */
export type PhotoDraft = JsonObject & {
  readonly photos: readonly Photo[];
  /** Waiting for a yes to their smaller copies. */
  readonly oversized: readonly Oversized[];
  /** How many files of the buyer's are in the dispute already. */
  readonly already?: number;
  /** The photos were given or declined. */
  readonly photosDone?: true;
};

/** Which files are taken, the phrase that asks for them, and where to go on. */
interface Asking {
  readonly rule: FileRule;
  readonly ask: string;
  readonly next: string;
  /** Labels of the buttons that go on with photos and without. */
  readonly done?: string;
  readonly skip?: string;
}

/** `photos`: they may come in any number of messages, or not at all. `smaller`: one oversized photo after the other. */
export const photoSteps = <D extends PhotoDraft>(
  asking: Asking,
): { readonly photos: Step<D>; readonly smaller: Step<D> } => ({
  photos: photosStep<D>(asking),
  smaller: smallerStep<D>(asking),
});

const photosStep = <D extends PhotoDraft>(asking: Asking): Step<D> => ({
  hint: 'common.photos_hint',
  enter: (draft, scene) => ({
    do: 'ask',
    draft,
    message: question(draft.photos, asking, scene),
  }),
  take(draft, reply, scene) {
    if (reply.kind === 'choice')
      return reply.id === 'done'
        ? { do: 'goto', step: asking.next, draft: { ...draft, photosDone: true } }
        : { do: 'miss' };
    if (reply.kind === 'text')
      return photosSaid(draft, reply.text, asking.next, scene) ?? { do: 'miss' };
    const { photos, oversized, say } = receiveFiles(draft, reply.files, asking.rule, scene);
    const step = oversized.length > 0 ? 'smaller' : 'photos';
    return { do: 'goto', step, draft: { ...draft, photos, oversized }, say };
  },
});

function question(photos: readonly Photo[], asking: Asking, scene: Scene): Message {
  const { rule, ask, done = 'common.photos_done', skip = 'common.photos_skip' } = asking;
  const some = photos.length > 0;
  return {
    text: some
      ? [phrase('common.photos_got', { count: photos.length }), phrase('common.ask_more_photos')]
      : [phrase(ask)],
    attach: rule,
    // What becomes of a photo is said before the first one (R04).
    ...(some ? { images: photos.map(({ id, name }) => ({ id, name })) } : { link: privacyLink }),
    choices: [choice(scene, 'done', some ? done : skip)],
  };
}

const smallerStep = <D extends PhotoDraft>({ rule }: Asking): Step<D> => ({
  hint: 'common.smaller_hint',
  enter(draft, scene) {
    const [first] = draft.oversized;
    if (!first) return { do: 'goto', step: 'photos', draft };
    const { name, bytes, smallerBytes, converted } = first;
    const ask = converted ? 'common.ask_converted' : 'common.ask_smaller';
    return {
      do: 'ask',
      draft,
      message: {
        text: [phrase(ask, { name, bytes, smaller: smallerBytes })],
        choices: [
          choice(scene, 'use', converted ? 'common.use_converted' : 'common.use_smaller', {
            tone: 'primary',
          }),
          choice(scene, 'leave', 'common.leave_out'),
        ],
      },
    };
  },
  take(draft, reply, scene) {
    if (reply.kind === 'files') return moreFiles(draft, reply.files, rule, scene);
    const [first, ...oversized] = draft.oversized;
    if (!first || reply.kind !== 'choice') return { do: 'miss' };
    const rest = { ...draft, oversized };
    if (reply.id === 'leave') return { do: 'goto', step: 'smaller', draft: rest };
    return reply.id === 'use' ? useSmaller(first.id, rest, scene) : { do: 'miss' };
  },
});

/** What comes while a copy is offered is kept, or waits behind it; the offer stays open. */
function moreFiles<D extends PhotoDraft>(
  draft: D,
  files: readonly ReceivedFile[],
  rule: FileRule,
  scene: Scene,
): Next<D> {
  const { photos, oversized, say } = receiveFiles(draft, files, rule, scene);
  const fresh = photos.length - draft.photos.length;
  const kept: Message[] = fresh > 0 ? [saying('common.photos_got', { count: photos.length })] : [];
  const waiting = [...draft.oversized, ...oversized];
  const next = { ...draft, photos, oversized: waiting };
  return { do: 'goto', step: 'smaller', draft: next, say: [...kept, ...say] };
}

async function useSmaller<D extends PhotoDraft>(
  uploadId: string,
  draft: D,
  scene: Scene,
): Promise<Next<D>> {
  const accepted = await acceptSmaller(scene.ctx, uploadId);
  if (!accepted.ok)
    return { do: 'goto', step: 'smaller', draft, say: [{ text: accepted.refusals.map(explain) }] };
  const photos = [...draft.photos, accepted.value];
  return { do: 'goto', step: 'smaller', draft: { ...draft, photos } };
}
