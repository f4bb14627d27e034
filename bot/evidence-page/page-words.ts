import { whyRefused } from '../../dialogs/receive-files.ts';
import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Data, Value } from '../../knowledge/phrase.ts';
import type { FileRule } from '../../services/domain/file-rules.ts';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import type { Upload } from '../../services/evidence-port.ts';
import type { FormView, PageView } from './page-view.ts';
import { MAX_BODY_BYTES } from './read-photos.ts';

/** In whose words, and by which rules, a page is written. */
export interface Reader {
  readonly knowledge: Pick<Knowledge, 'say'>;
  readonly listener: Listener;
  readonly rulebook: Rulebook;
}

const say = ({ knowledge, listener }: Reader, key: string, data: Data = {}): string =>
  knowledge.say({ key, data }, listener, 'plain').trim();

/** A link that leads nowhere any more, and what to do instead. */
export function deadPage(reader: Reader, why: 'broken' | 'expired' | 'used'): PageView {
  const words = say(reader, 'upload.new_link_words').split(',')[0] ?? '';
  return {
    title: say(reader, `upload.${why}_title`),
    lead: [say(reader, `upload.${why}`), say(reader, 'upload.new_link', { words })],
    problem: undefined,
    form: undefined,
  };
}

/** Nothing can be shown now. */
export const faultPage = (reader: Reader, why: 'busy' | 'failed'): PageView => ({
  title: say(reader, 'upload.title'),
  lead: [say(reader, `upload.${why}`)],
  problem: undefined,
  form: undefined,
});

/** The page with its form, and above it what went wrong. */
export function formPage(
  reader: Reader,
  link: { readonly action: string; readonly rule: FileRule; readonly until: Value },
  problem?: PageView['problem'],
): PageView {
  const form = formOf(reader, link);
  return { title: say(reader, 'upload.title'), lead: [], problem, form };
}

/** Nothing was taken: why. */
export const problemOf = (reader: Reader, key: string): PageView['problem'] => ({
  title: say(reader, `upload.${key}`, { most: MAX_BODY_BYTES }),
  files: [],
  more: [],
});

/** No file was taken, and each says why. */
export const refusedAll = (
  reader: Reader,
  rule: FileRule,
  refused: readonly Upload[],
): PageView['problem'] => ({
  ...refusedSome(reader, rule, refused),
  more: [say(reader, 'upload.nothing_sent')],
});

/** Why each of these files was not taken. */
export const refusedSome = (reader: Reader, rule: FileRule, refused: readonly Upload[]) => ({
  title: say(reader, 'upload.not_taken', { count: refused.length }),
  files: refused.flatMap((file) =>
    whyRefused(file, rule, reader.rulebook).map(({ key, data }) => say(reader, key, data)),
  ),
  more: [say(reader, 'upload.try_again')],
});

/** What the chat has now. `asked` of the photos are asked about there. */
export function arrivedPage(
  reader: Reader,
  { count, asked }: { readonly count: number; readonly asked: number },
): PageView {
  const question = asked > 0 ? [say(reader, 'upload.asks_there', { count: asked })] : [];
  return {
    title: say(reader, 'upload.arrived', { count }),
    lead: [...question, say(reader, 'upload.go_back')],
    problem: undefined,
    form: undefined,
  };
}

/** The form of a link. `until` is the moment at which it ends. */
export function formOf(
  reader: Reader,
  {
    action,
    rule,
    until,
  }: { readonly action: string; readonly rule: FileRule; readonly until: Value },
): FormView {
  const { rules } = reader.rulebook;
  const allowed = rules[rule].value;
  const words = (key: string, data?: Data) => say(reader, `upload.${key}`, data);
  return {
    action,
    accept: [...new Set(allowed.flatMap((extension) => [typeOf(extension), extension]))].join(','),
    ...{ most: rules.maxFileBytes.value, allowed: allowed.join(',') },
    maxFiles: rules.evidenceMaxFiles.value,
    maxBytes: MAX_BODY_BYTES,
    ...{
      takes: words('takes', { allowed }),
      together: words('all_together', { most: MAX_BODY_BYTES }),
    },
    ...{ choose: words('choose'), copies: words('make_copies'), send: words('send') },
    ...{ sending: words('sending'), none: words('none_chosen'), offline: words('offline') },
    ...{ tooMany: words('too_many'), tooMuch: words('too_much', { most: MAX_BODY_BYTES }) },
    remove: words('remove'),
    ...{ once: words('once', { until }), privacy: words('privacy') },
  };
}

/** With types beside extensions phones offer the camera. */
const typeOf = (extension: string): string =>
  `image/${extension === '.jpg' ? 'jpeg' : extension.slice(1)}`;
