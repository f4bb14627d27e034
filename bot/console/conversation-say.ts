import { saveDraft } from '../../services/handoff/save-draft.ts';
import { sayAsAgent } from '../../services/handoff/say-as-agent.ts';
import { sendNote } from '../../services/handoff/send-note.ts';
import { type Answer, fragment, goTo } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { refused } from './desk-refused.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';

/** What an agent writes. A refusal never takes the text: it stays in the box and as a draft. */
export const sayRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    method: 'post',
    path: '/console/cases/:id/say',
    roles: everybody,
    handle: (visit) => say(deps, visit),
  },
  {
    method: 'post',
    path: '/console/cases/:id/note',
    roles: everybody,
    handle: (visit) => note(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/cases/:id/draft', roles: everybody, quiet: true },
    handle: (visit) => draft(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/cases/:id/typing', roles: everybody, quiet: true },
    handle: (visit) => typing(deps, visit),
  },
];

const textOf = ({ form }: Visit): string => form.get('text') ?? '';
const idOf = ({ params }: Visit): string => params.id ?? '';
const backTo = (visit: Visit): string => `/console/cases/${idOf(visit)}`;

async function say(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  if (visit.form.get('as') === 'note') return note(deps, visit);
  const key = visit.form.get('key') ?? '';
  const wish = { handoffId: idOf(visit), text: textOf(visit), ...(key !== '' && { key }) };
  const said = await deps.desk.run(visit.principal, (ctx) => sayAsAgent(ctx, wish));
  return said.ok ? sent(visit, 'Sent.') : refused(deps, visit, said.refusals, backTo(visit));
}

async function note(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const wish = { handoffId: idOf(visit), text: textOf(visit) };
  const noted = await deps.desk.run(visit.principal, async (ctx) => {
    const done = await sendNote(ctx, wish);
    if (done.ok) await saveDraft(ctx, { ...wish, text: '' });
    return done;
  });
  if (!noted.ok) return refused(deps, visit, noted.refusals, backTo(visit));
  return sent(visit, 'The note is there. The buyer does not see it.');
}

const sent = (visit: Visit, words: string): Answer =>
  visit.byHtmx ? fragment('', { say: words }) : goTo(backTo(visit));

async function draft(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const wish = { handoffId: idOf(visit), text: textOf(visit).slice(0, 8_000) };
  await deps.desk.run(visit.principal, (ctx) => saveDraft(ctx, wish));
  return fragment('');
}

/** Shown to the buyer for a moment, and only by who has the case. */
async function typing(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const { store } = deps;
  const handoff = await store.run((tx) => store.desk.handoffs.find(tx, idOf(visit)));
  if (handoff?.agentId === visit.staff.id)
    deps.hub.tellTyping({
      ...{ conversationId: handoff.conversationId, from: 'agent', name: visit.staff.name },
    });
  return fragment('');
}
