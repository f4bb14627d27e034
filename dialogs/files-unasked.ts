import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { DisputeView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { isOneOf, wordsOf } from './kit/words.ts';
import { resumeOf } from './menu.ts';
import type { Talk } from './talk.ts';

/**
 * A new address of the page for photos is wanted, or files came that could not be had: the question that asks for them
 * is asked (again), with the address where the channel needs one. False if it is neither.
 */
export async function asksForLink(talk: Talk, reply: Reply): Promise<boolean> {
  const isMissing = reply.kind === 'files' && reply.files.length === 0;
  const wanted =
    reply.kind === 'text' && isOneOf(reply.text, wordsOf(talk.scene, 'upload.new_link_words'));
  if (!isMissing && !wanted) return false;
  const frame = talk.active();
  if (frame) await talk.again(wanted && !asksForPhotos(frame) ? [phrase('evidence.not_here')] : []);
  else if (photoStepNames.includes(talk.state.kept?.step ?? '')) await talk.begin('resume-draft');
  else await beginForFiles(talk);
  return true;
}

const asksForPhotos = ({ step }: Frame): boolean => photoStepNames.includes(step);

/** The one dispute that waits for files, or which job it is that takes some. */
async function beginForFiles(talk: Talk): Promise<void> {
  const [asked, other] = await waitingForEvidence(talk.scene);
  if (asked && !other) return talk.begin('add-evidence', { disputeId: asked.dispute.id });
  talk.say({ text: [phrase('evidence.not_fetched_idle')], choices: takers(talk) });
}

/**
 * Files at a time when no question was open. If the Case Management Team waits for some of this buyer's in one
 * dispute, they are for that; else nobody knows what they are for, and they are not kept.
 */
export async function filesUnasked(talk: Talk, reply: Reply): Promise<void> {
  if (await filesForDraft(talk, reply)) return;
  const [asked, other] = await waitingForEvidence(talk.scene);
  if (!asked || other) return notKept(talk);
  await talk.begin('add-evidence', { disputeId: asked.dispute.id });
  if (talk.active()?.flow !== 'add-evidence') return;
  // The question is answered already, so only what stands before it is said.
  talk.messages.pop();
  await talk.take(reply);
}

/** A form was put by at its photos: it goes on with these; false if none was. */
export async function filesForDraft(talk: Talk, reply: Reply): Promise<boolean> {
  if (!photoStepNames.includes(talk.state.kept?.step ?? '')) return false;
  await talk.begin('resume-draft');
  if (!photoStepNames.includes(talk.active()?.step ?? '')) return true;
  // The question is answered already.
  talk.messages.pop();
  talk.say(saying('common.draft_back'));
  await talk.take(reply);
  return true;
}

const photoStepNames: readonly string[] = ['photos', 'smaller'];

async function waitingForEvidence(scene: Scene): Promise<readonly DisputeView[]> {
  if (!scene.buyer) return [];
  return (await listDisputes(scene.ctx)).filter(({ dispute: { phase }, allowed }) => {
    const asked = phase.state === 'evidence_requested' && phase.party === 'buyer';
    return asked && allowed.some(({ type }) => type === 'add_evidence');
  });
}

/** The jobs that take photos, so that the next try is no guess. */
function notKept(talk: Talk): void {
  talk.say({ text: [phrase('evidence.files_unasked')], choices: takers(talk) });
}

const takers = (talk: Talk): readonly Choice[] => [
  ...resumeOf(talk),
  beginning(talk.scene, 'evidence.add', 'add-evidence'),
  beginning(talk.scene, 'common.open_dispute', 'open-dispute'),
  beginning(talk.scene, 'common.appeal', 'appeal'),
];
