import { decimalString, isCurrency } from '../../../services/domain/money.ts';
import type { Item, Order } from '../../../services/domain/order.ts';
import { type Instant, instant, isoOf, parseInstant } from '../../../services/domain/time.ts';
import type { OrderFault, OrderFaultCode } from '../../../services/orders/order-faults.ts';
import { type FieldFault, invalid } from './api-problem.ts';
import type { OrderInput } from './order-schema.ts';
import { amountIn, tooManyDigits } from './read-fields.ts';

/** The order as the domain has it. Throws 422 for an amount that its currency can't have. */
export function orderOf(id: string, sent: OrderInput): Order {
  const { placedAt, shippedAt, completedAt, protectionEndsAt, agreementAt, ...same } = sent;
  return {
    ...same,
    id,
    placedAt: at(placedAt),
    ...(shippedAt !== undefined && { shippedAt: at(shippedAt) }),
    ...(completedAt !== undefined && { completedAt: at(completedAt) }),
    ...(protectionEndsAt !== undefined && { protectionEndsAt: at(protectionEndsAt) }),
    ...(agreementAt !== undefined && { agreementAt: at(agreementAt) }),
    items: itemsOf(sent),
    shipments: sent.shipments.map(({ events, ...shipment }) => ({
      ...shipment,
      events: events.map(({ place, text, ...event }) => ({
        status: event.status,
        at: at(event.at),
        ...(place !== undefined && { place }),
        ...(text !== undefined && { text }),
      })),
    })),
  };
}

function itemsOf({ items, currency }: OrderInput): readonly Item[] {
  if (!isCurrency(currency))
    throw invalid([fieldFault({ path: 'currency', code: 'unknown_currency' })], 422);
  const faults: FieldFault[] = [];
  const read = items.map((item, index) => {
    const paid = amountIn(item.paid, currency);
    if (!paid) faults.push(tooManyDigits(`items.${index}.paid`, currency));
    return { ...item, paid: paid ?? { minor: 0n, currency } };
  });
  if (faults.length > 0) throw invalid(faults, 422);
  return read;
}

const messages: Readonly<Record<OrderFaultCode, string>> = {
  missing: 'is missing',
  not_expected: 'does not fit the status',
  in_the_future: 'is in the future',
  too_early: 'is before what must come first',
  unknown_currency: 'is no ISO 4217 currency in use',
  other_currency: "is not in the order's currency",
  not_positive: 'is not above zero',
  not_unique: 'is there twice',
  unknown_country: 'is no ISO 3166-1 country',
  unknown_locale: 'is no BCP 47 locale',
  unknown_time_zone: 'is no IANA time zone',
  changed: 'can not change once the order is stored',
};

export const fieldFault = ({ path, code }: OrderFault): FieldFault => ({
  path,
  code,
  message: messages[code],
});

/** The stored order in the words of the PUT that brought it, without what the rules say of it. */
export function orderWords(order: Order) {
  const { placedAt, shippedAt, completedAt, protectionEndsAt, agreementAt, ...same } = order;
  return {
    ...same,
    placedAt: isoOf(placedAt),
    ...(shippedAt !== undefined && { shippedAt: isoOf(shippedAt) }),
    ...(completedAt !== undefined && { completedAt: isoOf(completedAt) }),
    ...(protectionEndsAt !== undefined && { protectionEndsAt: isoOf(protectionEndsAt) }),
    ...(agreementAt !== undefined && { agreementAt: isoOf(agreementAt) }),
    shipments: order.shipments.map((shipment) => ({
      ...shipment,
      events: shipment.events.map((event) => ({ ...event, at: isoOf(event.at) })),
    })),
  };
}

export const itemWords = (item: Item) => ({ ...item, paid: decimalString(item.paid) });

/** The schema has looked at it already. */
const at = (text: string): Instant => parseInstant(text) ?? instant(0);
