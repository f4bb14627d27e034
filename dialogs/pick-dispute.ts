import { findDispute } from '../services/disputes/find-dispute.ts';
import { listDisputes } from '../services/disputes/list-disputes.ts';
import type { CommandType } from '../services/domain/command.ts';
import { findOrder } from '../services/orders/find-order.ts';
import type { DisputeView } from '../services/views.ts';
import { given, textArg } from './kit/args.ts';
import { beginning, choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { JsonArgs, Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, quote, saying } from './kit/values.ts';
import { plain, tellingWords } from './kit/words.ts';
import { disputeBadge, stateWords, titleValue } from './shown.ts';

/** More would not fit a small screen; the newest come first. */
const maxRows = 6;

/** For which flow, and what that flow wants to do: disputes that allow it come first. */
const wantedBy: Readonly<Record<string, CommandType>> = {
  'answer-offer': 'accept_offer',
  'propose-terms': 'propose',
  'add-evidence': 'add_evidence',
  'remove-evidence': 'remove_evidence',
  'ship-return': 'ship_back',
  'cancel-dispute': 'cancel',
  appeal: 'appeal',
  survey: 'survey',
};

/** Flows about an order; all others that name something are about a dispute. */
const aboutOrders: readonly string[] = [
  'track-order',
  'open-dispute',
  'show-order',
  'contact-seller',
  'check-warranty',
  'check-domestic-return',
  'compare-remedies',
];
const aboutDisputes: readonly string[] = [
  ...Object.keys(wantedBy),
  'dispute-status',
  'dispute-history',
  'refund-status',
];

/** Where it is asked what such a flow is about. */
export const pickerOf = (flow: string): 'pick-order' | 'pick-dispute' | undefined =>
  aboutOrders.includes(flow)
    ? 'pick-order'
    : aboutDisputes.includes(flow)
      ? 'pick-dispute'
      : undefined;

type Draft = {
  readonly target: string;
  readonly args: JsonArgs;
  /** Words of titles, if several disputes have them. */
  readonly words?: string;
};

/** Which dispute is meant. Never asks if only one can be. */
export const pickDispute: Flow<Draft> = {
  name: 'pick-dispute',
  version: 1,
  needsBuyer: true,
  picks: true,
  start: ({ target, mentions, ...args }) => ({
    target: textArg({ target: target ?? null }, 'target') ?? 'dispute-status',
    args,
    ...given('words', textArg({ mentions: mentions ?? null }, 'mentions')),
  }),
  first: 'list',
  steps: { list: { enter: list, take: pick, hint: 'main.dispute_hint' } },
};

async function candidates(draft: Draft, scene: Scene): Promise<readonly DisputeView[]> {
  const orderId = textArg(draft.args, 'orderId');
  const all = (await listDisputes(scene.ctx)).filter(
    ({ dispute }) => orderId === undefined || dispute.orderId === orderId,
  );
  const named = withWords(all, draft.words?.split(' ') ?? []);
  return meantDisputes(named.length > 0 ? named : all, draft.target);
}

/** Those that allow what the flow wants to do; where none does, those of which the buyer most likely speaks. */
export function meantDisputes(all: readonly DisputeView[], flow: string): readonly DisputeView[] {
  const wanted = wantedBy[flow];
  if (!wanted) return all;
  const able = all.filter(({ allowed }) => allowed.some(({ type }) => type === wanted));
  const waiting = able.filter(({ dispute }) => dispute.phase.state === 'awaiting_buyer');
  if (wanted === 'accept_offer' && waiting.length === 1) return waiting;
  if (able.length > 0) return able;
  const near = all.filter((view) => isNear(wanted, view));
  return near.length > 0 ? near : all;
}

/** Where nothing allows it: the disputes of which the buyer most likely speaks, to be told why not. */
function isNear(wanted: CommandType, { dispute, label }: DisputeView): boolean {
  const { state } = dispute.phase;
  if (wanted === 'appeal') return dispute.outcome?.by === 'case_management' || !!dispute.appeal;
  if (wanted === 'accept_offer') return state === 'awaiting_buyer' || state === 'awaiting_seller';
  if (wanted === 'ship_back') return state === 'return_in_transit';
  return wanted === 'survey' ? state === 'closed' : label === 'in_progress';
}

async function list(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const disputes = await candidates(draft, scene);
  const [first] = disputes;
  if (!first) return none(draft, scene);
  if (disputes.length === 1) return picked(draft, first);
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('main.which_dispute')],
      rows: disputes.slice(0, maxRows).map((view) => rowOf(view, scene)),
    },
  };
}

/** A thing without a dispute is named, with what can be done about it. */
async function none(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const orderId = textArg(draft.args, 'orderId');
  const found = orderId === undefined ? undefined : await findOrder(scene.ctx, orderId);
  if (!orderId || !found?.ok)
    return { do: 'end', say: [saying('status.none')], begin: { flow: 'menu' } };
  const isReturn = draft.target === 'ship-return';
  const key = isReturn ? 'status.none_to_return' : 'status.none_of_order';
  const wish = isReturn ? { remedy: 'return_and_refund' } : {};
  const message = {
    text: [phrase(key, { title: titleValue(found.value.order) })],
    choices: [
      beginning(scene, 'common.open_dispute', 'open-dispute', { orderId, ...wish }),
      beginning(scene, 'common.track', 'track-order', { orderId }),
      beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
    ],
  };
  return { do: 'end', say: [message] };
}

const rowOf = (view: DisputeView, scene: Scene): Row => ({
  choice: choice(scene, `dispute:${view.dispute.id}`, 'main.choose_dispute', {
    data: { dispute: view.dispute.id },
  }),
  title: phrase('common.title', { title: quote(view.item.title) }),
  lines: [phrase('common.text', { text: view.dispute.id }), stateWords(view.dispute)],
  badge: disputeBadge(view),
});

async function pick(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  const disputes = await candidates(draft, scene);
  if (reply.kind === 'choice') {
    const chosen = disputes.find(({ dispute }) => reply.id === `dispute:${dispute.id}`);
    return chosen ? picked(draft, chosen) : { do: 'miss' };
  }
  const [disputeId] = scene.knowledge.understand(reply.text).entities.disputeIds;
  if (!disputeId) return byWords(draft, disputes, reply.text);
  const found = await findDispute(scene.ctx, disputeId);
  if (found.ok) return picked(draft, found.value);
  const say = [saying('status.not_found', { dispute: disputeId })];
  return { do: 'goto', step: 'list', draft, say };
}

/** Words of what was bought, if they fit one dispute alone. */
function byWords(draft: Draft, disputes: readonly DisputeView[], text: string): Next<Draft> {
  const [first, second] = withWords(disputes, tellingWords(text));
  return first && !second ? picked(draft, first) : { do: 'miss' };
}

const withWords = (disputes: readonly DisputeView[], words: readonly string[]) =>
  disputes.filter(({ item }) => {
    const own = plain(item.title).split(' ');
    return words.some((word) => own.includes(word));
  });

const picked = (draft: Draft, { dispute }: DisputeView): Next<Draft> => ({
  do: 'end',
  begin: { flow: draft.target, args: { ...draft.args, disputeId: dispute.id } },
});
