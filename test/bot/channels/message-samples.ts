import { capabilitiesOf } from '../../../bot/channels/capabilities.ts';
import type { Target } from '../../../bot/channels/target.ts';
import type { Choice } from '../../../dialogs/kit/message.ts';
import { escapeText } from '../../../knowledge/escape-text.ts';
import type { Article, Knowledge, Listener, TextFormat } from '../../../knowledge/knowledge.ts';
import { loadPhraseBook } from '../../../knowledge/load-knowledge.ts';
import type { Phrase, Value } from '../../../knowledge/phrase.ts';
import { knowledgeRoot, rulebook } from '../../knowledge/loaded.ts';

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

const shown = (value: Value, format: TextFormat): string =>
  escapeText(
    typeof value === 'object' && 'kind' in value && value.kind === 'quote'
      ? value.text
      : String(value),
    format,
  );

const book = await loadPhraseBook(knowledgeRoot, rulebook);

/** Says what the channels add as it is written, any other phrase as its key with the data filled in: `Order {no}`. */
export const knowledge: Pick<Knowledge, 'say' | 'has' | 'article'> = {
  say: (phrase: Phrase, to, format) =>
    book.has(phrase.key)
      ? book.say(phrase, to, format)
      : phrase.key.replace(/\{(\w+)\}/g, (_all, name: string) =>
          shown(phrase.data?.[name] ?? '', format),
        ),
  has: (key) => book.has(key),
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
  uploadLink: () => 'https://help.shop/upload/once-1',
  ...changes,
});
