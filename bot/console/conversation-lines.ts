import type { Instant } from '../../services/domain/time.ts';
import type { ConversationView } from '../../services/handoff/views.ts';
import { labelOf, verdictLabels } from './desk-labels.ts';
import type { Show } from './show.ts';

/** A message or a note, in the order in which they came. */
export interface LineView {
  /** `m12` or `n<id>`: never twice on a page. */
  readonly id: string;
  readonly kind: 'buyer' | 'bot' | 'agent' | 'system' | 'note';
  readonly role: string;
  readonly iso: string;
  readonly time: string;
  /** The whole date with its zone: `time` is short. */
  readonly moment: string;
  readonly text: string;
  readonly choices: readonly string[];
  readonly files: readonly FileView[];
  /** The buyer's, which may be given as their word. */
  readonly seq: number;
}

export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  readonly shown: boolean;
  readonly verdict: string;
}

export interface LinesView {
  readonly lines: readonly LineView[];
  readonly lastSeq: number;
  readonly notes: number;
}

/** Those after message `after` and after the first `notes` notes: what a page that has those lacks. */
export function linesOf(
  view: Pick<ConversationView, 'transcript' | 'notes' | 'files' | 'row'>,
  show: Show,
  from: { readonly after: number; readonly notes: number },
): LinesView {
  const messages = view.transcript
    .filter(({ seq, text, files }) => seq > from.after && (text !== '' || files.length > 0))
    .map((line) => ({ at: line.at, line: messageLine(line, view, show) }));
  const notes = view.notes.slice(from.notes).map((note) => ({
    at: note.at,
    line: {
      ...{ id: `n${note.id}`, kind: 'note' as const, role: `Note by ${note.byName}` },
      ...{ ...timesOf(note.at, show), text: note.text },
      ...{ choices: [], files: [], seq: 0 },
    },
  }));
  return {
    lines: [...messages, ...notes].sort((a, b) => a.at - b.at).map(({ line }) => line),
    lastSeq: Math.max(from.after, view.transcript.at(-1)?.seq ?? 0),
    notes: view.notes.length,
  };
}

function messageLine(
  line: ConversationView['transcript'][number],
  { files, row }: Pick<ConversationView, 'files' | 'row'>,
  show: Show,
): LineView {
  return {
    ...{ id: `m${line.seq}`, kind: line.from, role: speaker(line, row.buyer?.name), seq: line.seq },
    ...{ ...timesOf(line.at, show), text: line.from === 'bot' ? plainWords(line.text) : line.text },
    choices: line.choices,
    files: line.files.map(({ uploadId, name }) => {
      const verdict = files.find(({ id }) => id === uploadId)?.verdict ?? 'accepted';
      return fileView({ id: uploadId, name, verdict });
    }),
  };
}

const timesOf = (at: Instant, show: Show) => {
  const { iso, text } = show.moment(at);
  return { iso, moment: text, time: show.time(at) };
};

/** The bot's lines are Markdown, which an agent need not read; what people type is shown as it is. */
export const plainWords = (text: string): string =>
  text.replaceAll(/\[([^\]\n]+)\]\([^)\s]+\)/g, '$1').replaceAll(/\*\*([^*\n]+)\*\*/g, '$1');

export const fileView = (file: {
  readonly id: string;
  readonly name: string;
  readonly verdict: string;
}): FileView => ({
  ...{ id: file.id, name: file.name, href: `/console/files/${file.id}` },
  ...{ shown: file.verdict === 'accepted', verdict: labelOf(verdictLabels, file.verdict) },
});

function speaker(
  { from, name }: ConversationView['transcript'][number],
  buyer: string | undefined,
): string {
  switch (from) {
    case 'buyer':
      return `${buyer || 'Visitor'} (buyer)`;
    case 'bot':
      return 'Bot';
    case 'agent':
      return `${name ?? 'Agent'} (agent)`;
    case 'system':
      return 'System';
  }
}
