import type { Message } from '../../../dialogs/kit/message.ts';
import { choice, words } from './message-samples.ts';

const long =
  'The seller says that the parcel was handed to the neighbour, and the carrier confirms it with a signature. ';

/** One message for each thing that a message can hold, and for each that some channel has no room for. */
export const samples: Readonly<Record<string, Message>> = {
  menu: {
    text: [words('Hello, I am an automated assistant.'), words('What can I do for you?')],
    choices: [
      choice('track', 'Track my order', { begins: { flow: 'track_order' } }),
      choice('open', 'Open a dispute', { tone: 'primary', begins: { flow: 'open_dispute' } }),
      choice('person', 'Talk to a person'),
    ],
  },
  eight_choices: {
    text: [words('What happened to the item?')],
    choices: [
      ...['Damaged or broken', 'Wrong item', 'Parts are missing', 'Does not work', 'Not original'],
      ...['Wrong size', 'Poor quality', 'Something else'],
    ].map((label, index) => choice(`reason${index}`, label)),
  },
  long_label: {
    text: [words('Which of your two blue items is it about?')],
    choices: [
      choice('one', 'The blue one that was bought on Friday 30 October'),
      choice('two', 'The other one'),
    ],
  },
  picker: {
    text: [words('Which order is it about?')],
    rows: [
      {
        choice: choice('o1', 'Order 8130 2245 0071'),
        title: words('Phone *case* and {what}', { what: '*cable*' }),
        lines: [words('Placed on Friday 30 October'), words('US$24.90')],
        badge: words('Dispute in Progress'),
      },
      { choice: choice('o2', 'Order 8130 2245 0072'), title: words('Tablet'), lines: [] },
    ],
    choices: [choice('none', 'None of these')],
  },
  twelve_rows: {
    text: [words('Here are your orders, the newest first. Which one do you want to see?')],
    rows: Array.from({ length: 12 }, (_, index) => ({
      choice: choice(`order:${index}`, `Order 8130 2245 00${70 + index}`),
      title: words(`Phone case number ${index + 1} for a very new phone, blue`),
      lines: [words(`8130 2245 00${70 + index}, ordered Friday 30 October. On its way`)],
    })),
    choices: [choice('more', 'Show more orders')],
  },
  summary: {
    heading: words('Your dispute'),
    text: [words('Please check it. Shall I send it?')],
    facts: [
      { label: words('Item'), value: words('{title}', { title: '[x](https://evil.example)' }) },
      { label: words('You ask for'), value: words('US$24.90') },
    ],
    quote: 'Broken! **Click** https://evil.example \u202Enow <b>bold</b> <!channel> & more',
    images: [{ id: 'u1', name: 'broken.jpg' }],
    choices: [
      choice('submit', 'Open the dispute', { tone: 'primary' }),
      choice('drop', 'Discard it', { tone: 'danger' }),
    ],
  },
  long_text: {
    text: [words(long.repeat(14)), words('“What now?” – you have until 4 December…')],
    choices: [choice('accept', 'Accept the offer'), choice('wait', 'Wait for the team')],
  },
  answer: {
    text: [words('Wait until {day} for the first scan.', { day: 'Friday 27 November' })],
    source: 'not-received',
    link: { label: words('Contact the seller'), path: '/orders/1' },
  },
  sign_in: {
    text: [words('Please sign in first. The link works for 15 minutes.')],
    link: { label: words('Sign in'), path: '/signin/once-1' },
    choices: [choice('person', 'Talk to a person')],
  },
  upload: { text: [words('Please send a photo of it.')], attach: 'openingFiles' },
};
