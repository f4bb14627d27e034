import { capabilitiesOf } from '../../../bot/channels/capabilities.ts';
import type { Target } from '../../../bot/channels/target.ts';
import type { Choice, Message } from '../../../dialogs/kit/message.ts';
import type { Article, Knowledge, Listener } from '../../../knowledge/knowledge.ts';
import type { Phrase, Value } from '../../../knowledge/phrase.ts';

export const listener: Listener = {
  locale: 'en-GB',
  timeZone: 'Europe/Madrid',
  policyZone: 'UTC',
};

const article: Article = {
  slug: 'not-received',
  title: 'I have not received my order',
  section: 1,
  validFrom: '2026-01-01',
  body: '',
  short: '',
  actions: [],
  subAnswers: [],
};

const shown = (value: Value, format: string): string => {
  const text =
    typeof value === 'object' && 'kind' in value && value.kind === 'quote'
      ? value.text
      : String(value);
  return format === 'markdown' ? text.replace(/[*_[\]<]/g, '\\$&') : text;
};

/** Says a phrase as its key with the data filled in: `Order {no}`. */
export const knowledge: Pick<Knowledge, 'say' | 'has' | 'article'> = {
  say: (phrase: Phrase, _listener, format) =>
    phrase.key.replace(/\{(\w+)\}/g, (_all, name: string) =>
      shown(phrase.data?.[name] ?? '', format),
    ),
  has: () => false,
  article: (slug) => (slug === article.slug ? article : undefined),
};

export const words = (key: string, data: Phrase['data'] = {}): Phrase => ({ key, data });

export const choice = (id: string, label: string, more: Partial<Choice> = {}): Choice => ({
  id,
  label: words(label),
  ...more,
});

export const targetOf = (channel: string, changes: Partial<Target> = {}): Target => ({
  capabilities: capabilitiesOf(channel),
  knowledge,
  listener,
  promptId: 'p1',
  sign: (id) => `p1.${id}.mac`,
  baseUrl: 'https://help.shop',
  signImage: (id) => `https://help.shop/evidence/${id}?sig=1`,
  ...changes,
});

/** One message for each thing that a message can hold. */
export const samples: Readonly<Record<string, Message>> = {
  menu: {
    text: [words('Hello, I am an automated assistant.'), words('What can I do for you?')],
    choices: [
      choice('track', 'Track my order', { begins: { flow: 'track_order' } }),
      choice('open', 'Open a dispute', { tone: 'primary', begins: { flow: 'open_dispute' } }),
      choice('person', 'Talk to a person'),
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
  summary: {
    heading: words('Your dispute'),
    text: [words('Please check it. Shall I send it?')],
    facts: [
      { label: words('Item'), value: words('{title}', { title: '[x](https://evil.example)' }) },
      { label: words('You ask for'), value: words('US$24.90') },
    ],
    quote: 'Broken! **Click** https://evil.example \u202Enow',
    images: [{ id: 'u1', name: 'broken.jpg' }],
    choices: [
      choice('submit', 'Open the dispute', { tone: 'primary' }),
      choice('drop', 'Discard it', { tone: 'danger' }),
    ],
  },
  answer: {
    text: [words('Wait until {day} for the first scan.', { day: 'Friday 27 November' })],
    source: 'not-received',
    link: { label: words('Contact the seller'), path: '/orders/1' },
  },
  upload: { text: [words('Please send a photo of it.')], attach: 'openingFiles' },
};
