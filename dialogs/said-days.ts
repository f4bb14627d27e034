import type { Entities } from '../knowledge/knowledge.ts';
import { type Instant, parseInstant, startOfDay } from '../services/domain/time.ts';
import type { OrderView } from '../services/views.ts';
import type { JsonArgs } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { mentionsOneOf, wordsOf } from './kit/words.ts';

/** Every way to read the days of a text, `yyyy-mm-dd`: "3/11" is two. */
const daysIn = ({ dates = [] }: Entities): readonly string[] =>
  dates.flatMap(({ readings }) => readings);

/** The days in a text that says when something was bought: of other days nothing is known about an order. */
export function orderDayIn(text: string, entities: Entities, scene: Scene): JsonArgs {
  const days = daysIn(entities);
  const isOrder = mentionsOneOf(text, wordsOf(scene, 'main.ordered_words'));
  return days.length > 0 && isOrder ? { days: days.join(' ') } : {};
}

/** Orders of one of the days; which reading is meant is clear if only one of them has an order. */
export function orderedOn(
  orders: readonly OrderView[],
  days: readonly string[],
  { listener }: Scene,
): readonly OrderView[] {
  const starts = days.flatMap((day) => {
    const noon = noonOf(day);
    return noon === undefined ? [] : startOfDay(noon, listener.policyZone);
  });
  return orders.filter(({ order }) =>
    starts.includes(startOfDay(order.placedAt, listener.policyZone)),
  );
}

/** Noon in UTC is the same calendar day in nearly all zones. */
export const noonOf = (day: string): Instant | undefined => parseInstant(`${day}T12:00:00Z`);
