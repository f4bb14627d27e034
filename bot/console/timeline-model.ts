import type { DisputeEvent } from '../../services/domain/event.ts';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import type { ConversationView, EscalatedCase } from '../../services/handoff/views.ts';
import { linesOf } from './conversation-lines.ts';
import { deskEventWords, eventWords, labelOf, roleWords } from './desk-labels.ts';
import { ruleWords } from './desk-words.ts';
import type { Show } from './show.ts';

/** One thing that happened: who, what, by which rule, from what to what. */
export interface TimelineRow {
  readonly at: number;
  readonly iso: string;
  readonly time: string;
  readonly who: string;
  readonly what: string;
  readonly detail: string;
  readonly rule: string;
  readonly change: string;
}

interface Drawing {
  readonly show: Show;
  readonly rulebook: Rulebook;
}

export const disputeTimeline = (
  { events, view }: Pick<EscalatedCase, 'events' | 'view'>,
  drawing: Drawing,
): readonly TimelineRow[] =>
  events.map((event) => disputeRow(event, view.dispute.currency, drawing));

function disputeRow(
  event: DisputeEvent,
  currency: string,
  { show, rulebook }: Drawing,
): TimelineRow {
  const { at, actor, rule, type, body } = event;
  return {
    ...{ at, iso: show.moment(at).iso, time: show.moment(at).text },
    who: `${labelOf(roleWords, actor.role)} (${actor.id})`,
    what: labelOf(eventWords, type),
    detail: detailOf(body.command, (minor) => show.money({ minor, currency })),
    rule: ruleWords(rule, rulebook),
    change: `Entry ${event.seq}`,
  };
}

function detailOf(
  command: DisputeEvent['body']['command'],
  money: (minor: bigint) => string,
): string {
  if (command.type === 'open') return `${money(command.form.amount)}. ${command.form.description}`;
  const parts = [
    'outcome' in command ? labelOf(outcomes, command.outcome) : '',
    'decision' in command ? `Appeal ${command.decision}` : '',
    'amount' in command && typeof command.amount === 'bigint' ? money(command.amount) : '',
    'what' in command ? command.what : '',
    'message' in command ? (command.message ?? '') : '',
    'explanation' in command ? command.explanation : '',
    'reason' in command && typeof command.reason === 'string' ? command.reason : '',
    'files' in command ? command.files.map(({ name }) => name).join(', ') : '',
  ];
  return parts.filter(Boolean).join('. ');
}

const outcomes: Readonly<Record<string, string>> = {
  full: 'Full refund',
  partial: 'Part of the money',
  rejected: 'No refund',
};

/** All of a case: what was said, noted and done in it, oldest first. */
export function caseTimeline(
  view: ConversationView,
  names: ReadonlyMap<string, string>,
  { show }: Drawing,
): readonly TimelineRow[] {
  const row = (at: ConversationView['at'], rest: Partial<TimelineRow>): TimelineRow => ({
    ...{ at, iso: show.moment(at).iso, time: show.moment(at).text },
    ...{ who: '', what: '', detail: '', rule: '', change: '', ...rest },
  });
  const said = linesOf(view, show, { after: 0, notes: 0 }).lines;
  const byId = new Map(said.map((line) => [line.id, line]));
  const messages = view.transcript.map(({ seq, at }) => {
    const line = byId.get(`m${seq}`);
    const files = line?.files.map(({ name }) => name).join(', ') ?? '';
    return row(at, {
      who: line?.role ?? '',
      what: 'said',
      detail: [line?.text, files].filter(Boolean).join(' '),
    });
  });
  const notes = view.notes.map(({ at, byName, text }) =>
    row(at, { who: byName, what: 'noted', detail: text }),
  );
  const deeds = view.history
    .filter(({ kind }) => kind !== 'message' && kind !== 'note')
    .map(({ at, by, kind }) => row(at, { who: names.get(by) ?? by, what: deskEventWords[kind] }));
  return [...messages.filter(({ who }) => who !== ''), ...notes, ...deeds].sort(
    (a, b) => a.at - b.at,
  );
}
