import { listDisputes } from '../services/disputes/list-disputes.ts';
import { refundStatus } from '../services/refunds/refund-status.ts';
import type { RefundView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Row } from './kit/message.ts';
import type { About, PersonalOffer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { day, money, phrase, quote } from './kit/values.ts';
import { refundMessage } from './refund-status.ts';
import { nextText, stateText } from './status-message.ts';

const settles = ['refund-status'];

/** The days of the buyer's own refund, and where to look for it; before there is one, what it waits for (S10). */
export const refundOffer =
  (label: string) =>
  async (scene: Scene, about: About): Promise<PersonalOffer | undefined> => {
    const all = (await refundStatus(scene.ctx)).filter(({ view: { dispute } }) =>
      isAbout(dispute, about),
    );
    const waiting = all.filter(({ state }) => state !== 'completed');
    const late = waiting.filter(({ overdue, state }) => overdue || state === 'failed');
    const meant = [late, waiting, all].find(({ length }) => length > 0) ?? [];
    const [only, ...others] = meant;
    if (!only) return notYet(scene, about);
    if (others.length > 0) return which(meant, scene);
    const { source: _source, ...message } = refundMessage(only);
    const paidBy = byWay.includes(label)
      ? [phrase(`main.paid_${only.view.order.paymentMethod}`)]
      : [];
    return {
      message: {
        ...message,
        text: [...message.text.slice(0, 1), ...paidBy, ...message.text.slice(1)],
        choices: [seeDispute(only, scene)],
      },
      settles,
    };
  };

/** Answers that are about one way of payment: it is said how the order was paid. */
const byWay = ['faq_refund_card', 'faq_refund_bank'];

const isAbout = (dispute: { readonly id: string; readonly orderId: string }, about: About) =>
  (about.orderId === undefined || dispute.orderId === about.orderId) &&
  (about.disputeId === undefined || dispute.id === about.disputeId);

const seeDispute = ({ view }: RefundView, scene: Scene) =>
  beginning(scene, 'common.see_dispute', 'dispute-status', { disputeId: view.dispute.id });

/** A dispute that is still open is what the money waits for: how it stands, and what comes next by itself. */
async function notYet(scene: Scene, about: About): Promise<PersonalOffer | undefined> {
  const open = (await listDisputes(scene.ctx)).filter(
    ({ label, dispute }) => label === 'in_progress' && isAbout(dispute, about),
  );
  const [only, ...others] = open;
  if (!only) return undefined;
  const isOne = others.length === 0;
  const args = isOne ? { disputeId: only.dispute.id } : {};
  const text = isOne
    ? [
        phrase('main.no_refund_of', { title: quote(only.item.title) }),
        ...stateText(only),
        ...nextText(only),
      ]
    : [phrase('main.no_refund_yet')];
  const choices = [beginning(scene, 'common.see_dispute', 'dispute-status', args)];
  return { message: { text, choices }, settles };
}

function which(refunds: readonly RefundView[], scene: Scene): PersonalOffer {
  const rows = refunds.slice(0, maxRows).map((refund) => rowOf(refund, scene));
  return { message: { text: [phrase('main.which_refund')], rows }, settles };
}

const maxRows = 4;

function rowOf({ view, amount, expectedFrom, expectedBy, state }: RefundView, scene: Scene): Row {
  const { id, currency } = view.dispute;
  const data = { dispute: id };
  const begun = beginning(
    scene,
    'main.choose_dispute',
    'refund-status',
    { disputeId: id },
    { data },
  );
  return {
    choice: { ...begun, id: `refund:${id}` },
    title: phrase('common.title', { title: quote(view.item.title) }),
    lines: [
      phrase('common.text', { text: money(amount, currency) }),
      state === 'completed'
        ? phrase('main.refund_paid')
        : phrase('refund.window', { from: day(expectedFrom), by: day(expectedBy) }),
    ],
  };
}
