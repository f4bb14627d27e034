import type { Converse } from '../../bot/turn-deps.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Phrase } from '../../knowledge/phrase.ts';

/** Says a phrase as `key` or `key: text`; enough to see what was said. */
export const plainKnowledge: Knowledge = {
  say: (phrase: Phrase) => {
    const said = phrase.data?.text ?? phrase.data?.reference;
    return said === undefined ? phrase.key : `${phrase.key}: ${String(said)}`;
  },
  // No wordings for single channels.
  has: (key) => !/^channel\.\w+\./.test(key),
  articles: [],
  article: () => undefined,
  answerTo: () => undefined,
  daysSaid: () => Promise.resolve([]),
  understand: () => ({
    band: 'out',
    intents: [],
    entities: { orderIds: [], disputeIds: [], trackingNumbers: [], amounts: [] },
  }),
};

const say = (key: string, text?: string): Message => ({
  text: [text === undefined ? { key } : { key, data: { text } }],
});

const menu: Message = {
  text: [{ key: 'menu' }],
  choices: [
    { id: 'red', label: { key: 'Red' } },
    { id: 'blue', label: { key: 'Blue' }, synonyms: ['navy'] },
  ],
};

/**
 * A small bot that shows what the turn does: greets, repeats texts with the number of its turn, names choices and
 * files, and throws on `boom`.
 */
export const testConverse: Converse = async (incoming, state, scene) => {
  const turns = Number(state.turns ?? 0) + 1;
  const answer = (...messages: Message[]) => ({ messages, state: { turns } });
  if (incoming.kind === 'joined') return answer(say('welcome', scene.buyer?.id ?? 'visitor'));
  if (incoming.kind === 'repeated') return answer(say('again'), ...incoming.said);
  if (incoming.kind !== 'reply') return answer(say(incoming.kind));
  const { reply } = incoming;
  if (reply.kind === 'choice') return answer(say('chose', reply.id));
  if (reply.kind === 'files') {
    return answer(say('files', reply.files.map((f) => `${f.name} ${f.verdict}`).join(', ')));
  }
  if (reply.text === 'boom') throw new Error('boom');
  if (reply.text === 'menu') return answer(menu);
  if (reply.text === 'quiet') return answer();
  if (reply.text === 'length') return answer(say('length', String(reply.text.length)));
  return answer(say('echo', `${turns} ${reply.text}`));
};
