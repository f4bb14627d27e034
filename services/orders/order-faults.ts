import { isCurrency } from '../domain/money.ts';
import type { Item, Order } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';

export type OrderFaultCode =
  | 'missing'
  | 'not_expected'
  | 'in_the_future'
  | 'too_early'
  | 'unknown_currency'
  | 'other_currency'
  | 'not_positive'
  | 'not_unique'
  | 'unknown_country'
  | 'unknown_locale'
  | 'unknown_time_zone'
  | 'changed';

/** What is wrong with an order that the marketplace sent. `path` as in interfaces.md 5: `items.0.paid`. */
export interface OrderFault {
  readonly path: string;
  readonly code: OrderFaultCode;
}

/** Every fault of the order by itself; dates are held against `now`. Empty if it may be stored. */
export const orderFaults = (order: Order, now: Instant): readonly OrderFault[] => [
  ...buyerFaults(order),
  ...statusFaults(order),
  ...dateFaults(order, now),
  ...itemsFaults(order),
  ...shipmentFaults(order, now),
];

/** What a newer version may not change, because disputes and money rows stand on it. */
export const changeFaults = (before: Order, after: Order): readonly OrderFault[] => [
  ...when(after.buyer.id !== before.buyer.id, 'buyer.id', 'changed'),
  ...when(after.seller.id !== before.seller.id, 'seller.id', 'changed'),
  ...when(after.currency !== before.currency, 'currency', 'changed'),
  ...before.items.flatMap((item) => {
    const index = after.items.findIndex(({ id }) => id === item.id);
    if (index < 0) return when(true, `items.${item.id}`, 'missing');
    const changed = after.items[index]?.paid.minor !== item.paid.minor;
    return when(changed, `items.${index}.paid`, 'changed');
  }),
];

const when = (wrong: boolean, path: string, code: OrderFaultCode): readonly OrderFault[] =>
  wrong ? [{ path, code }] : [];

const buyerFaults = ({ buyer }: Order): readonly OrderFault[] => [
  ...when(!/^[A-Z]{2}$/.test(buyer.country), 'buyer.country', 'unknown_country'),
  ...when(!isLocale(buyer.locale), 'buyer.locale', 'unknown_locale'),
  ...when(!isTimeZone(buyer.timeZone), 'buyer.timeZone', 'unknown_time_zone'),
];

const statusFaults = ({ status, shippedAt, completedAt }: Order): readonly OrderFault[] => {
  const shipped = status === 'shipped' || status === 'completed';
  return [
    ...when(shipped && shippedAt === undefined, 'shippedAt', 'missing'),
    ...when(status === 'paid' && shippedAt !== undefined, 'shippedAt', 'not_expected'),
    ...when(status === 'completed' && completedAt === undefined, 'completedAt', 'missing'),
    ...when(status !== 'completed' && completedAt !== undefined, 'completedAt', 'not_expected'),
  ];
};

const dateFaults = (order: Order, now: Instant): readonly OrderFault[] => {
  const { placedAt, shippedAt, completedAt, agreementAt, protectionEndsAt } = order;
  const past = { placedAt, shippedAt, completedAt, agreementAt };
  return [
    ...Object.entries(past).flatMap(([path, at]) => when(isAfter(at, now), path, 'in_the_future')),
    ...when(isAfter(placedAt, shippedAt), 'shippedAt', 'too_early'),
    ...when(isAfter(shippedAt ?? placedAt, completedAt), 'completedAt', 'too_early'),
    ...when(isAfter(placedAt, agreementAt), 'agreementAt', 'too_early'),
    ...when(isAfter(placedAt, protectionEndsAt), 'protectionEndsAt', 'too_early'),
  ];
};

const itemsFaults = ({ items, currency }: Order): readonly OrderFault[] => [
  ...when(!isCurrency(currency), 'currency', 'unknown_currency'),
  ...when(items.length === 0, 'items', 'missing'),
  ...items.flatMap((item, index) => [
    ...when(
      items.findIndex(({ id }) => id === item.id) !== index,
      `items.${index}.id`,
      'not_unique',
    ),
    ...itemFaults(item, currency, `items.${index}`),
  ]),
];

const itemFaults = (
  { paid, quantity }: Item,
  currency: string,
  path: string,
): readonly OrderFault[] => [
  ...when(paid.minor <= 0n, `${path}.paid`, 'not_positive'),
  ...when(paid.currency !== currency, `${path}.paid`, 'other_currency'),
  ...when(!Number.isSafeInteger(quantity) || quantity < 1, `${path}.quantity`, 'not_positive'),
];

const shipmentFaults = ({ shipments }: Order, now: Instant): readonly OrderFault[] =>
  shipments.flatMap(({ trackingNumber, events }, index) => [
    ...when(trackingNumber.trim() === '', `shipments.${index}.trackingNumber`, 'missing'),
    ...events.flatMap(({ at }, event) =>
      when(at > now, `shipments.${index}.events.${event}.at`, 'in_the_future'),
    ),
  ]);

/** False where one of the two is missing: that is another fault. */
const isAfter = (a: Instant | undefined, b: Instant | undefined): boolean =>
  a !== undefined && b !== undefined && a > b;

const isLocale = (locale: string): boolean => isAccepted(() => new Intl.Locale(locale));

const isTimeZone = (timeZone: string): boolean =>
  isAccepted(() => new Intl.DateTimeFormat('en', { timeZone }));

const isAccepted = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
};
