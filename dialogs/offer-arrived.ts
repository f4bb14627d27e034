import { listOrders } from '../services/orders/list-orders.ts';
import type { OrderView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Offer } from './kit/personal.ts';
import { lastDay, phrase } from './kit/values.ts';
import { orderRow } from './order-row.ts';
import { titleValue } from './shown.ts';

const maxRows = 4;

/** Something is wrong with an item: a dispute about the order that arrived and can be disputed, or which of several. */
export const arrivedOffer: Offer = async (scene, { orderId }) => {
  const orders = (await listOrders(scene.ctx)).filter(
    (view) => mayBeDisputed(view) && (orderId === undefined || view.order.id === orderId),
  );
  const [only, ...others] = orders;
  if (!only) return undefined;
  const settles = ['open-dispute'];
  if (others.length > 0) {
    const rows = orders.slice(0, maxRows).map((view) => {
      return orderRow(view, 'open-dispute', phrase('main.arrived_line', untilOf(view)), scene);
    });
    return { message: { text: [phrase('main.arrived_which')], rows }, settles };
  }
  const args = { orderId: only.order.id };
  const yes = { words: 'main.yours_words' };
  return {
    message: {
      text: [
        phrase('main.arrived_one', { title: titleValue(only.order), ...untilOf(only) }),
        phrase('main.shall_is_it_this'),
      ],
      choices: [beginning(scene, 'common.open_dispute', 'open-dispute', args, yes)],
    },
    settles,
  };
};

const mayBeDisputed = ({ order, items }: OrderView): boolean =>
  order.status === 'completed' && items.some(({ whyNotOpen }) => whyNotOpen.length === 0);

const untilOf = ({ closesAt }: OrderView) =>
  closesAt === undefined ? {} : { until: lastDay(closesAt) };
