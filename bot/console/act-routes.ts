import { previewCommand } from '../../services/disputes/preview-command.ts';
import type { Command } from '../../services/domain/command.ts';
import { actForBuyer } from '../../services/handoff/act-for-buyer.ts';
import { conversationFor } from '../../services/handoff/conversation-for.ts';
import { readDeskSettings } from '../../services/handoff/desk-settings.ts';
import type { ActRequest, ConversationView } from '../../services/handoff/views.ts';
import { type ActForm, actForm, type Target, targetOf } from './act-model.ts';
import { type Answer, fragment } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { commandWords, labelOf } from './desk-labels.ts';
import { showFor, tellerFor } from './desk-page.ts';
import { misTyped, refused } from './desk-refused.ts';
import { previewWords, withText } from './preview-words.ts';
import { readCommand } from './read-command.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { viewOf } from './view.ts';

const formView = viewOf<ActForm>('act');
const checkView = viewOf<{ readonly lines: readonly string[]; readonly refused: readonly Why[] }>(
  'check',
);
const doneView = viewOf<{ readonly words: string; readonly rule: string }>('act-done');

interface Why {
  readonly words: string;
  readonly rule: string;
}

const path = '/console/cases/:id/act/:type';

/** What an agent does for the buyer: the buyer's own commands, by the buyer's own rules, on the buyer's recorded word. */
export const actRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  { method: 'get', path, roles: everybody, handle: (visit) => showForm(deps, visit) },
  {
    ...{ method: 'post', path: `${path}/check`, roles: everybody, quiet: true },
    handle: (visit) => check(deps, visit),
  },
  { method: 'post', path, roles: everybody, handle: (visit) => act(deps, visit) },
];

async function caseAnd(
  deps: DeskScreenDeps,
  visit: Visit,
  names: URLSearchParams,
): Promise<
  { readonly view: ConversationView; readonly target: Target; readonly wordHours: number } | Answer
> {
  const id = visit.params.id ?? '';
  const read = await deps.desk.run(visit.principal, async (ctx) => ({
    found: await conversationFor(ctx, id),
    wordHours: (await readDeskSettings(ctx)).wordHours,
  }));
  if (!read.found.ok) return refused(deps, visit, read.found.refusals, `/console/cases/${id}`);
  const target = targetOf(read.found.value, visit.params.type ?? '', names);
  return target
    ? { view: read.found.value, target, wordHours: read.wordHours }
    : misTyped('This order or dispute is not of this case.');
}

async function showForm(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const at = await caseAnd(deps, visit, visit.query);
  if ('kind' in at) return at;
  const show = showFor(deps, at.view.at);
  return fragment(
    formView(actForm(at.view, at.target, { show, csrf: visit.csrf, wordHours: at.wordHours })),
  );
}

/** What it would do, while it is filled in: nothing is written. */
async function check(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const at = await caseAnd(deps, visit, visit.form);
  if ('kind' in at) return at;
  const { target, view } = at;
  const read = readCommand(target.type, visit.form, target.facts);
  if (!read.ok) return fragment(checkView({ lines: [read.words], refused: [] }));
  if (!target.dispute)
    return fragment(checkView({ lines: openingLines(deps, target), refused: [] }));
  const { id, currency } = target.dispute;
  const effect = await deps.desk.run(visit.principal, (ctx) =>
    previewCommand(ctx, id, withText(read.command)),
  );
  const teller = tellerFor(deps, view.at);
  return fragment(
    effect.ok
      ? checkView({
          lines: previewWords(effect.value, currency, showFor(deps, view.at)),
          refused: [],
        })
      : checkView({ lines: [], refused: effect.refusals.map(teller.one) }),
  );
}

const openingLines = ({ rulebooks }: DeskScreenDeps, { item }: Target): readonly string[] => [
  `A dispute about “${item.title}” is opened in the buyer’s name.`,
  `The seller has ${rulebooks.current.rules.sellerResponse.value} days to answer; without an answer the buyer gets what is asked for.`,
];

async function act(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const at = await caseAnd(deps, visit, visit.form);
  if ('kind' in at) return at;
  const { target } = at;
  const read = readCommand(target.type, visit.form, target.facts);
  if (!read.ok) return misTyped(read.words);
  const wish = requestOf(visit, target, read.command);
  const done = await deps.desk.run(visit.principal, (ctx) => actForBuyer(ctx, wish));
  if (!done.ok) return refused(deps, visit, done.refusals, `/console/cases/${visit.params.id}`);
  const name = labelOf(commandWords, target.type);
  const words = done.value.done
    ? `${name}: done for the buyer (${done.value.view.dispute.id}).`
    : `${name}: a second person has to agree. It is done as soon as they do.`;
  return fragment(doneView({ words, rule: 'By the buyer’s own rules, in the buyer’s name.' }), {
    say: words,
  });
}

function requestOf(visit: Visit, target: Target, command: Command): ActRequest {
  const { form } = visit;
  const word = Number(form.get('word') ?? 0);
  const seq = Number(form.get('seq') ?? '');
  return {
    ...{ handoffId: visit.params.id ?? '', command },
    ...(target.dispute
      ? { disputeId: target.dispute.id, ...(seq > 0 && { expectedSeq: seq }) }
      : { orderId: target.orderId, itemId: target.item.id }),
    ...(word > 0
      ? { word }
      : { ...(form.get('word') === 'none' && { override: { reason: form.get('why') ?? '' } }) }),
  };
}
