import type { Phrase } from '../knowledge/phrase.ts';
import { countRefusals, type FileRule } from '../services/domain/file-rules.ts';
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

/** Sorts what arrived: kept, waiting for a yes to a smaller copy, refused. `kept` are there already. */
export function receiveFiles(
  kept: readonly Photo[],
  files: readonly ReceivedFile[],
  rule: FileRule,
  scene: Scene,
): Received {
  const known = new Set(kept.map(({ sha256 }) => sha256));
  const fresh = files.filter(({ verdict, sha256 }) => verdict === 'accepted' && !known.has(sha256));
  const tooMany = countRefusals(kept.length, fresh.length, scene.ctx.rulebooks.current);
  const refusals = [
    ...tooMany.map(explain),
    ...files.flatMap((file) => refusalOf(file, rule, scene)),
  ];
  return {
    photos: [...kept, ...(tooMany.length > 0 ? [] : fresh.map(photoOf))],
    oversized: files.flatMap(oversizedOf),
    say: refusals.length === 0 ? [] : [{ text: refusals }],
  };
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
function refusalOf(file: ReceivedFile, rule: FileRule, scene: Scene): readonly Phrase[] {
  const { name, verdict, smaller } = file;
  if (verdict === 'accepted' || smaller) return [];
  const allowed = scene.ctx.rulebooks.current.rules[rule].value;
  return [phrase(`refusal.${verdict}`, { name, allowed })];
}
