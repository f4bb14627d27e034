import type { Linking, Scene } from '../dialogs/kit/scene.ts';
import type { Knowledge, Listener } from '../knowledge/knowledge.ts';
import { readPart } from '../knowledge/read-part.ts';
import type { Buyer } from '../services/domain/order.ts';
import type { LinkedChat } from '../services/identity-port.ts';
import type { Conversation, Principal, Tx } from '../services/ports.ts';
import type { TurnDeps } from './turn-deps.ts';

/** Who speaks, what they may see and how they are spoken to: all from the conversation's verified owner. */
export async function sceneOf(deps: TurnDeps, tx: Tx, conversation: Conversation): Promise<Scene> {
  const buyer = conversation.buyerId
    ? await buyerOf(deps, tx, conversation.buyerId, conversation.locale)
    : undefined;
  const ctx = {
    tx,
    store: deps.store,
    principal: principalOf(conversation),
    now: deps.clock.now(),
    rulebooks: deps.rulebooks,
    ids: deps.ids,
    conversationId: conversation.id,
  };
  return {
    ctx,
    ...(buyer ? { buyer } : {}),
    ...(await linkingOf(deps, tx, conversation)),
    knowledge: understandingShortText(deps.knowledge),
    listener: listenerOf(deps, conversation, buyer),
    conversationId: conversation.id,
  };
}

/** Whether one signs in here by a link, and when that was done last: read only where it can have been. */
async function linkingOf(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
): Promise<{ readonly linking?: Linking }> {
  const chat = linkedChatOf(deps, conversation);
  if (!chat) return {};
  const link = conversation.buyerId
    ? await deps.store.accountLinks.find(tx, conversation.id)
    : undefined;
  return { linking: { chat, ...(link && { verifiedAt: link.verifiedAt }) } };
}

/** Undefined on our own channels, where the shop's page says who it is, and where there is no sign-in page. */
export function linkedChatOf(
  { codeKey, pulledChannels }: Pick<TurnDeps, 'codeKey' | 'pulledChannels'>,
  { id: conversationId, channel, userId }: Conversation,
): LinkedChat | undefined {
  if (codeKey === undefined || pulledChannels.has(channel)) return undefined;
  return { conversationId, channel, userId };
}

export function principalOf(conversation: Conversation): Principal {
  return conversation.buyerId ? { kind: 'buyer', id: conversation.buyerId } : { kind: 'visitor' };
}

export function listenerOf(
  deps: Pick<TurnDeps, 'rulebooks' | 'clock'>,
  conversation: Conversation,
  buyer?: Buyer,
): Listener {
  const policyZone = deps.rulebooks.current.policyZone;
  return {
    locale: buyer?.locale ?? conversation.locale,
    timeZone: buyer?.timeZone ?? policyZone,
    policyZone,
    today: deps.clock.now(),
  };
}

/** The marketplace tells us of a buyer with the orders; one who has none yet is known by the id alone. */
async function buyerOf(deps: TurnDeps, tx: Tx, id: string, locale: string): Promise<Buyer> {
  const known = await deps.store.orders.buyer(tx, id);
  const timeZone = deps.rulebooks.current.policyZone;
  return known ?? { id, name: '', email: '', country: '', locale, timeZone };
}

/** The same one for every turn: what is remembered of it (dialogs/kit/words.ts) is found again. */
const shortened = new WeakMap<Knowledge, Knowledge>();

/** However long a text is, understanding it takes no longer than for a long sentence. */
function understandingShortText(knowledge: Knowledge): Knowledge {
  const known = shortened.get(knowledge);
  if (known) return known;
  const short = shorteningText(knowledge);
  shortened.set(knowledge, short);
  return short;
}

function shorteningText(knowledge: Knowledge): Knowledge {
  return {
    say: (phrase, listener, format) => knowledge.say(phrase, listener, format),
    has: (key) => knowledge.has(key),
    articles: knowledge.articles,
    article: (slug) => knowledge.article(slug),
    answerTo: (label) => knowledge.answerTo(label),
    understand: (text, situation) => knowledge.understand(readPart(text), situation),
    daysSaid: (text, now) => knowledge.daysSaid(readPart(text), now),
  };
}
