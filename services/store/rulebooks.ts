import type { Rulebook } from '../domain/rulebook.ts';
import type { RulebookArchive } from '../ports.ts';
import { decode, encode } from './codec.ts';
import { insert, rows } from './sql.ts';

/** A version is derived from the content, so a second `keep` of the same version has nothing to change. */
const keep: RulebookArchive['keep'] = async (tx, rulebook) => {
  await insert(
    tx,
    'rulebooks',
    [{ version: rulebook.version, body: encode(rulebook) }],
    'on conflict (version) do nothing',
  );
};

const all: RulebookArchive['all'] = async (tx) => {
  const found = await rows<{ readonly body: string }>(
    tx,
    'select body from rulebooks order by version',
  );
  return found.map(({ body }) => decode<Rulebook>(body));
};

export const rulebooks: RulebookArchive = { keep, all };
