import type { Command } from '../../services/domain/command.ts';
import type { Dispute, EvidenceFile } from '../../services/domain/dispute.ts';
import type { DisputeEvent } from '../../services/domain/event.ts';
import type { Buyer, Item, ItemMoney, Order, Seller } from '../../services/domain/order.ts';
import type { Instant } from '../../services/domain/time.ts';

/** `at('2026-11-22T12:00:00Z')`; throws on a text that is no date, so that a typo can't pass. */
export const at = (iso: string): Instant => {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new Error(`No date: ${iso}`);
  return ms as Instant;
};

/** When tests happen: the order of `anOrder` is complete and may be disputed. */
export const noon: Instant = at('2026-11-22T12:00:00Z');

export const hoursAfter = (from: Instant, hours: number): Instant =>
  (from + hours * 3_600_000) as Instant;

export const daysAfter = (from: Instant, days: number): Instant => hoursAfter(from, days * 24);

export const aBuyer = (changes: Partial<Buyer> = {}): Buyer => ({
  id: 'b-1',
  name: 'Ana García',
  email: 'ana@example.com',
  country: 'ES',
  locale: 'en-GB',
  timeZone: 'Europe/Madrid',
  ...changes,
});

export const aSeller = (changes: Partial<Seller> = {}): Seller => ({
  id: 's-1',
  name: 'Bright Cases Store',
  ...changes,
});

export const anItem = (changes: Partial<Item> = {}): Item => ({
  id: 'i-1',
  title: 'Phone case',
  category: 'other',
  quantity: 1,
  paid: { minor: 2490n, currency: 'USD' },
  domesticReturn: false,
  warranty: false,
  ...changes,
});

/** Shipped on 1 November 2026, complete on the 20th: on `noon` a dispute may be opened. */
export const anOrder = (changes: Partial<Order> = {}): Order => ({
  id: '8011223344556677',
  version: 1,
  buyer: aBuyer(),
  seller: aSeller(),
  currency: 'USD',
  paymentMethod: 'credit_card',
  status: 'completed',
  placedAt: at('2026-10-30T09:00:00Z'),
  shippedAt: at('2026-11-01T10:00:00Z'),
  completedAt: at('2026-11-20T15:30:00Z'),
  items: [anItem()],
  shipments: [
    {
      trackingNumber: 'RB123456785CN',
      carrier: 'China Post',
      events: [
        { at: at('2026-11-01T10:00:00Z'), status: 'in_transit', place: 'Shenzhen' },
        { at: at('2026-11-20T15:00:00Z'), status: 'delivered', place: 'Madrid' },
      ],
    },
  ],
  ...changes,
});

/** An order on its way: shipped, neither complete nor delivered. */
export const aShippedOrder = (changes: Partial<Order> = {}): Order => {
  const { completedAt: _none, ...order } = anOrder();
  return { ...order, status: 'shipped', ...changes };
};

export const anItemMoney = (changes: Partial<ItemMoney> = {}): ItemMoney => ({
  paid: 2490n,
  instructed: 0n,
  completed: 0n,
  failed: 0n,
  released: 0n,
  ...changes,
});

export const aFile = (changes: Partial<EvidenceFile> = {}): EvidenceFile => ({
  id: 'f-1',
  name: 'broken.jpg',
  contentType: 'image/jpeg',
  bytes: 120_000,
  sha256: 'a'.repeat(64),
  ...changes,
});

/** One event old: opened at `noon`, a full refund asked, the seller has to answer. */
export const aDispute = (changes: Partial<Dispute> = {}): Dispute => {
  const openedAt = changes.openedAt ?? noon;
  return {
    id: 'D1000000001',
    seq: 1,
    orderId: '8011223344556677',
    itemId: 'i-1',
    buyerId: 'b-1',
    sellerId: 's-1',
    currency: 'USD',
    paid: 2490n,
    rulebookVersion: 'test',
    openedAt,
    lastEventAt: openedAt,
    phase: { state: 'awaiting_seller', proposedAt: openedAt },
    reason: 'not_as_described',
    subReason: 'damaged',
    description: 'The case is cracked.',
    proposals: [{ version: 1, by: 'buyer', at: openedAt, remedy: 'refund_only', amount: 2490n }],
    refused: false,
    evidence: [],
    refunds: [],
    ...changes,
  };
};

export const openCommand = (disputeId = 'D1000000001'): Command & { type: 'open' } => ({
  type: 'open',
  disputeId,
  form: {
    reason: 'not_as_described',
    subReason: 'damaged',
    remedy: 'refund_only',
    amount: 2490n,
    description: 'The case is cracked.',
    files: [],
  },
});

/** The event that made `dispute` what it is; its `seq` and `at` follow the dispute. */
export const anEvent = (dispute: Dispute, changes: Partial<DisputeEvent> = {}): DisputeEvent => {
  const { orderId, itemId, buyerId, sellerId, currency, paid } = dispute;
  const command = changes.body?.command ?? openCommand(dispute.id);
  return {
    disputeId: dispute.id,
    seq: dispute.seq,
    type: command.type,
    actor: { role: 'buyer', id: buyerId },
    rule: 'transitions',
    rulebookVersion: dispute.rulebookVersion,
    at: dispute.openedAt,
    body: {
      command,
      ...(command.type === 'open'
        ? { opened: { orderId, itemId, buyerId, sellerId, currency, paid } }
        : {}),
    },
    ...changes,
  };
};
