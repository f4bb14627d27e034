import { cancelDispute } from '../services/disputes/cancel-dispute.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import type { Preview } from '../services/domain/command.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { textArg } from './kit/args.ts';
import { beginning, choice } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, lastDay, money, phrase, quote, saying } from './kit/values.ts';
import { refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  /** The state that the preview showed. */
  readonly seq: number;
};

/** What cancelling does to the money on this day, then an explicit yes (S9). */
export const cancelDisputeFlow: Flow<Draft> = {
  name: 'cancel-dispute',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    disputeId: textArg(args, 'disputeId') ?? '',
    orderId: textArg(args, 'orderId') ?? '',
    seq: 0,
  }),
  first: 'preview',
  steps: { preview: { enter: show, take: decideOn, hint: 'cancel.hint' } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'cancel-dispute', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const previewed = await previewCommand(scene.ctx, view.dispute.id, { type: 'cancel' });
  if (!previewed.ok) {
    const lead = previewed.refusals.map(explain);
    return { do: 'end', say: [statusMessage(view, scene, lead)] };
  }
  return {
    do: 'ask',
    draft: { ...draft, disputeId: view.dispute.id, seq: view.dispute.seq },
    message: question(view, previewed.value, scene),
  };
}

function question(view: DisputeView, preview: Preview, scene: Scene): Message {
  const { dispute, item } = view;
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [...consequence(preview, dispute.currency), phrase('cancel.ask')],
    facts: [fact('common.dispute', phrase('common.text', { text: dispute.id }))],
    choices: [
      choice(scene, 'cancel', 'cancel.yes', { tone: 'danger' }),
      choice(scene, 'keep', 'cancel.no'),
    ],
    source: 'cancel-dispute',
  };
}

function consequence(preview: Preview, currency: string) {
  const { released, mayDisputeAgain, disputeAgainUntil } = preview;
  const amount = money(released, currency);
  return [
    phrase(released > 0n ? 'cancel.pays_seller' : 'cancel.money_stays', { amount }),
    ...(mayDisputeAgain
      ? [
          disputeAgainUntil === undefined
            ? phrase('cancel.again')
            : phrase('cancel.again_until', { until: lastDay(disputeAgainUntil) }),
        ]
      : [phrase('cancel.never_again')]),
  ];
}

async function decideOn(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  if (reply.id === 'keep') return kept(draft, scene);
  if (reply.id !== 'cancel') return { do: 'miss' };
  const { disputeId, seq } = draft;
  const cancelled = await cancelDispute(scene.ctx, { disputeId, expectedSeq: seq });
  if (!cancelled.ok) return refusedWrite(cancelled.refusals, disputeId, scene);
  const { order } = cancelled.value;
  return {
    do: 'end',
    say: [
      {
        text: [phrase('cancel.done', { dispute: disputeId })],
        choices: [
          beginning(scene, 'common.my_orders', 'pick-order'),
          beginning(scene, 'common.contact_seller', 'contact-seller', { orderId: order.id }),
        ],
      },
    ],
  };
}

async function kept(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'cancel-dispute', scene);
  if (!found.picked) return { do: 'end', say: [saying('cancel.kept_short')] };
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase('cancel.kept')])] };
}
