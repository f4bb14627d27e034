import type { EvidenceFile } from './dispute.ts';
import type { Refusal } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';

/** When a dispute is opened gifs are taken, later they are not (S3, S5). */
export type FileRule = 'openingFiles' | 'evidenceFiles';

/** The types that fit an extension: a renamed file must not pass for a picture. */
const typeOf: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
};

/** Every fault of every file, and of their number. `already` counts what the party has in the dispute. */
export const fileRefusals = (
  files: readonly EvidenceFile[],
  already: number,
  rule: FileRule,
  rulebook: Rulebook,
): readonly Refusal[] => [
  ...files.flatMap((file) => faultsOf(file, rule, rulebook)),
  ...countRefusals(already, files.length, rulebook),
];

/** Would `more` files be too many? */
export const countRefusals = (
  already: number,
  more: number,
  { rules }: Rulebook,
): readonly Refusal[] => {
  const max = rules.evidenceMaxFiles.value;
  if (already + more <= max) return [];
  return [{ code: 'too_many_files', rule: 'evidenceMaxFiles', facts: { max, already, more } }];
};

/** Lower case, with the dot; empty if there is none. */
export const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot).toLowerCase();
};

const faultsOf = (file: EvidenceFile, rule: FileRule, { rules }: Rulebook): readonly Refusal[] => {
  const { name, contentType, bytes } = file;
  const extension = extensionOf(name);
  const allowed = rules[rule].value;
  const maxBytes = rules.maxFileBytes.value;
  const isTaken = allowed.includes(extension) && typeOf[extension] === contentType;
  return [
    ...(isTaken
      ? []
      : [{ code: 'file_type', rule, facts: { name, extension, contentType, allowed } } as const]),
    ...(bytes < maxBytes
      ? []
      : [
          {
            code: 'file_too_large',
            rule: 'maxFileBytes',
            facts: { name, bytes, maxBytes },
          } as const,
        ]),
  ];
};
