import type { Phrase } from '../knowledge/phrase.ts';
import type { OrderView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { JsonArgs, Row } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { tellingWords } from './kit/words.ts';
import { orderNumber, orderTitle } from './shown.ts';

/** An order as a row that starts a flow for it; a word of what was bought may be typed as well. */
export function orderRow(
  { order }: OrderView,
  flow: string,
  line: Phrase,
  scene: Scene,
  more: JsonArgs = {},
): Row {
  const label = 'main.choose_order';
  const args = { ...more, orderId: order.id };
  const begun = beginning(scene, label, flow, args, { data: { order: orderNumber(order.id) } });
  const synonyms = order.items.flatMap(({ title }) => tellingWords(title));
  return {
    choice: { ...begun, id: `order:${order.id}`, synonyms: [...synonyms, order.id] },
    title: orderTitle(order),
    lines: [line],
  };
}
