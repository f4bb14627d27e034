import type { Phrase } from '../knowledge/phrase.ts';
import {
  countRefusals,
  extensionOf,
  type FileRule,
  fileRefusals,
} from '../services/domain/file-rules.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import type { Rulebook } from '../services/domain/rulebook.ts';
import { explain } from './kit/explain.ts';
import type { Message } from './kit/message.ts';
import type { ReceivedFile } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import type { Oversized, Photo } from './photo.ts';

export interface Received {
  readonly photos: readonly Photo[];
  readonly oversized: readonly Oversized[];
  /** Why each of the others was refused, with what is taken. */
  readonly say: readonly Message[];
}

/**
 * Sorts what arrived: kept, waiting for a yes to a smaller copy, refused. `photos` are there already in the
 * draft, `already` counts those in the dispute.
 */
export function receiveFiles(
  { photos: kept, already = 0 }: { readonly photos: readonly Photo[]; readonly already?: number },
  files: readonly ReceivedFile[],
  rule: FileRule,
  scene: Scene,
): Received {
  const known = new Set(kept.map(({ sha256 }) => sha256));
  const rulebook = scene.ctx.rulebooks.current;
  const accepted = files.filter(
    ({ verdict, sha256 }) => verdict === 'accepted' && !known.has(sha256),
  );
  // A file may have been let in by the rule of an earlier question: a gif, for an opening.
  const misplaced = accepted.flatMap((file) => fileRefusals([file], 0, rule, rulebook));
  const fresh = accepted.filter((file) => fileRefusals([file], 0, rule, rulebook).length === 0);
  const tooMany = countRefusals(already + kept.length, fresh.length, rulebook);
  const refusals = [
    ...tooMany.map(explain),
    ...misplaced.map(sendAgain),
    ...files.flatMap((file) => whyRefused(file, rule, rulebook)),
  ];
  return {
    photos: [...kept, ...(tooMany.length > 0 ? [] : fresh.map(photoOf))],
    oversized: files.flatMap(oversizedOf),
    say: refusals.length === 0 ? [] : [{ text: refusals }],
  };
}

/** Sent to this question it would have been offered as a copy of a type that is taken. */
function sendAgain(refusal: Refusal): Phrase {
  const { name, allowed } = refusal.facts;
  if (typeof name !== 'string' || !Array.isArray(allowed)) return explain(refusal);
  return phrase('evidence.send_again', { name, allowed });
}

const photoOf = ({ id, name, contentType, bytes, sha256 }: ReceivedFile): Photo => ({
  id,
  name,
  contentType,
  bytes,
  sha256,
});

/** A copy that would be taken: smaller, or of a type that is taken. */
const oversizedOf = ({ id, name, bytes, verdict, smaller }: ReceivedFile): readonly Oversized[] =>
  verdict !== 'accepted' && smaller
    ? [{ id, name, bytes, smallerBytes: smaller.bytes, converted: verdict === 'file_type' }]
    : [];

/** Why it was refused; one with a copy to offer is asked about instead. */
export function whyRefused(
  file: Pick<ReceivedFile, 'name' | 'verdict'> & { readonly smaller?: unknown },
  rule: FileRule,
  { rules }: Rulebook,
): readonly Phrase[] {
  const { name, verdict, smaller } = file;
  if (verdict === 'accepted' || smaller) return [];
  const allowed = rules[rule].value;
  const key = verdict === 'file_type' ? wrongType(name, allowed) : `refusal.${verdict}`;
  return [phrase(key, { name, allowed, best: allowed[0] ?? '' })];
}

/** What phones may save without being told to. */
const phoneOnly: readonly string[] = ['.heic', '.heif'];

/** A name that is taken with something else inside needs other words than a type that is not taken. */
function wrongType(name: string, allowed: readonly string[]): string {
  const extension = extensionOf(name);
  if (phoneOnly.includes(extension)) return 'evidence.phone_photo';
  return allowed.includes(extension) ? 'evidence.other_inside' : 'refusal.file_type';
}
