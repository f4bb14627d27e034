import { countRefusals, type FileRule } from '../services/domain/file-rules.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import { explain } from './kit/explain.ts';
import type { Message } from './kit/message.ts';
import type { ReceivedFile } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
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
  const refusals = [...tooMany, ...files.flatMap((file) => refusalOf(file, rule, scene))];
  return {
    photos: [...kept, ...(tooMany.length > 0 ? [] : fresh.map(photoOf))],
    oversized: files.flatMap(oversizedOf),
    say: refusals.length === 0 ? [] : [{ text: refusals.map(explain) }],
  };
}

const photoOf = ({ id, name, contentType, bytes, sha256 }: ReceivedFile): Photo => ({
  id,
  name,
  contentType,
  bytes,
  sha256,
});

const oversizedOf = ({ id, name, bytes, verdict, smaller }: ReceivedFile): readonly Oversized[] =>
  verdict === 'file_too_large' && smaller ? [{ id, name, bytes, smallerBytes: smaller.bytes }] : [];

function refusalOf(file: ReceivedFile, rule: FileRule, scene: Scene): readonly Refusal[] {
  const { name, bytes, verdict, smaller } = file;
  const { rules } = scene.ctx.rulebooks.current;
  if (verdict === 'accepted') return [];
  if (verdict === 'file_too_large')
    return smaller
      ? []
      : [
          {
            code: verdict,
            rule: 'maxFileBytes',
            facts: { name, bytes, maxBytes: rules.maxFileBytes.value },
          },
        ];
  const allowed = rules[rule].value;
  const { contentType } = file;
  return [{ code: 'file_type', rule, facts: { name, extension: '', contentType, allowed } }];
}
