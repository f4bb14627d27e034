import type { Guess } from '../feedback-port.ts';
import type { HandoffReason } from '../handoff-port.ts';
import type { JsonObject } from '../ports.ts';

/** A conversation in which a person was asked for. Words of the demo's people: data, no phrases. */
export interface Talk {
  /** Missing: a visitor. */
  readonly buyerId?: string;
  /** Minutes ago. */
  readonly age: number;
  readonly lines: readonly (readonly ['buyer' | 'bot', string])[];
  readonly reason: HandoffReason;
  readonly wish: string;
  readonly goal?: string;
  readonly step?: string;
  readonly slots?: JsonObject;
  readonly misses?: number;
  readonly risk?: string;
  readonly orderId?: string;
  /** Whose it is, and what they have said. */
  readonly agent?: { readonly id: string; readonly name: string; readonly says: string };
  readonly note?: { readonly by: string; readonly text: string };
}

export const talks: readonly Talk[] = [
  {
    ...{ buyerId: 'marta', age: 12, reason: 'asked', orderId: '8130335600588213' },
    wish: 'The stove never came and the protection ends in two days. I want my money back.',
    ...{ goal: 'open-dispute', step: 'amount', slots: { reason: 'not_received' } },
    lines: [
      ['buyer', 'my camping stove never arrived'],
      [
        'bot',
        'I am sorry. Buyer Protection for this order ends in 2 days. Shall we open a dispute?',
      ],
      ['buyer', 'yes but will I get everything back?? it was for a trip that is over now'],
      ['bot', 'How much of the EUR 34.50 do you want back?'],
      [
        'buyer',
        'The stove never came and the protection ends in two days. I want my money back. A person please',
      ],
    ],
  },
  {
    ...{ buyerId: 'ivan', age: 6, reason: 'risk', risk: 'fraud', orderId: '8130447800523764' },
    wish: 'This is a scam. You keep my money and I have no chair!',
    ...{ goal: 'open-dispute', step: 'item' },
    lines: [
      ['buyer', 'where is my chair'],
      ['bot', 'Buyer Protection for this order has ended, so no dispute can be opened.'],
      ['buyer', 'This is a scam. You keep my money and I have no chair!'],
    ],
  },
  {
    ...{ buyerId: 'aiko', age: 4, reason: 'misunderstood', misses: 3, orderId: '8130886500681947' },
    ...{ wish: 'the lens is foggy inside when cold', goal: 'warranty', step: 'order' },
    lines: [
      ['buyer', 'camera of new phone, white when morning'],
      ['bot', 'I did not understand that. Which order is it about?'],
      ['buyer', 'the phone. lens has water'],
      ['bot', 'Please choose one, or tell me the order number.'],
      ['buyer', 'the lens is foggy inside when cold'],
    ],
  },
  {
    ...{ age: 2, reason: 'asked', wish: 'Do you also take back gifts?' },
    lines: [
      ['buyer', 'my sister bought me something in your shop'],
      ['bot', 'If it is about an order, the person who bought it can sign in.'],
      ['buyer', 'Do you also take back gifts? Can I talk to somebody'],
    ],
  },
  {
    ...{ buyerId: 'jonas', age: 45, reason: 'asked', orderId: '8130662300608852' },
    ...{ wish: 'Which address do I send the tent to?', goal: 'ship-return', step: 'carrier' },
    lines: [
      ['buyer', 'I want to send the tent back'],
      ['bot', 'Which carrier takes it? For example DHL.'],
      ['buyer', 'Which address do I send the tent to? Please a person'],
    ],
    agent: {
      ...{ id: 'agnes', name: 'Agnes Lindqvist' },
      says: 'Hello Jonas, I have read everything. I am asking the seller for the return address and write to you here.',
    },
    note: {
      by: 'ben',
      text: 'The seller had no return address on file last month either. Ask twice.',
    },
  },
  {
    ...{ buyerId: 'paulo', age: 90, reason: 'asked', orderId: '8130774400621740' },
    wish: 'What photo does the team need exactly?',
    lines: [
      ['buyer', 'the team wants a picture. of what?'],
      ['bot', 'A picture of the keys that do not work, and of the label on the back.'],
      ['buyer', 'What photo does the team need exactly? I need a person'],
    ],
    agent: {
      ...{ id: 'ben', name: 'Ben Okafor' },
      says: 'Hello Paulo, one photo of the whole keyboard and one of the label are enough. You can send them here.',
    },
  },
];

/** What the bot did not understand, for the editors' page. */
export const misses: readonly {
  readonly text: string;
  readonly prompt: string;
  readonly guesses: readonly Guess[];
  readonly times: number;
}[] = [
  {
    text: 'camera of new phone, white when morning',
    prompt: 'warranty/order',
    guesses: [],
    times: 1,
  },
  {
    ...{ text: 'can my neighbour receive it', prompt: 'idle', times: 3 },
    guesses: [{ label: 'faq_contact_seller', score: 0.31 }],
  },
  {
    ...{ text: 'do you take back gifts', prompt: 'idle', times: 2 },
    guesses: [{ label: 'faq_domestic_return', score: 0.42 }],
  },
];
