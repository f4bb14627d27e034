import { cancelDispute } from '../services/disputes/cancel-dispute.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import type { Preview } from '../services/domain/command.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute } from './kit/args.ts';
import { beginning, choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, lastDay, money, phrase, quote, saying } from './kit/values.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  /** The state that the preview showed, and what it said: minor units for the seller. */
  readonly seq: number;
  readonly paysSeller: string;
};

/** What cancelling does to the money on this day, then an explicit yes (S9). */
export const cancelDisputeFlow: Flow<Draft> = {
  name: 'cancel-dispute',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    seq: 0,
    paysSeller: '',
  }),
  first: 'preview',
  steps: {
    preview: {
      enter: show,
      take: decideOn,
      hint: 'cancel.hint',
      unclear: 'cancel.unclear_words',
      named: 'cancel.named_words',
      moves: ['cancel'],
    },
  },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'cancel-dispute', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const previewed = await previewCommand(scene.ctx, view.dispute.id, { type: 'cancel' });
  if (!previewed.ok) return refusedNow(view, previewed.refusals, scene);
  return {
    do: 'ask',
    draft: {
      ...draft,
      disputeId: view.dispute.id,
      seq: view.dispute.seq,
      paysSeller: String(previewed.value.released),
    },
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

/** What cancelling does to the money now, and whether the item can be disputed again (S9). */
export function consequence(preview: Preview, currency: string) {
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
  // Protection may have ended since the question: then the consequence is another one and is asked again.
  const previewed = await previewCommand(scene.ctx, disputeId, { type: 'cancel' });
  if (previewed.ok && String(previewed.value.released) !== draft.paysSeller)
    return { do: 'goto', step: 'preview', draft, say: [saying('cancel.changed')] };
  const cancelled = await cancelDispute(scene.ctx, { disputeId, expectedSeq: seq });
  if (!cancelled.ok) return refusedWrite(cancelled.refusals, disputeId, scene);
  return {
    do: 'end',
    say: [done(cancelled.value, previewed.ok ? previewed.value : undefined, scene)],
  };
}

function done(
  { dispute, order }: DisputeView,
  preview: Preview | undefined,
  scene: Scene,
): Message {
  const amount = money(preview?.released ?? 0n, dispute.currency);
  return {
    text: [
      phrase('cancel.done', { dispute: dispute.id }),
      ...(preview && preview.released > 0n ? [phrase('cancel.paid_seller', { amount })] : []),
      ...(preview?.disputeAgainUntil === undefined
        ? []
        : [phrase('cancel.again_until', { until: lastDay(preview.disputeAgainUntil) })]),
    ],
    choices: [
      beginning(scene, 'common.my_orders', 'pick-order'),
      beginning(scene, 'common.contact_seller', 'contact-seller', { orderId: order.id }),
    ],
  };
}

async function kept(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'cancel-dispute', scene);
  if (!found.picked) return { do: 'end', say: [saying('cancel.kept_short')] };
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase('cancel.kept')])] };
}
