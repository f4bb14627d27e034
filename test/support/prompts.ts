import { readReply } from '../../bot/channels/read-reply.ts';
import { turnContextOf } from '../../bot/turn-context.ts';
import { talkStateOf } from '../../bot/turn-state.ts';
import type { Frame } from '../../dialogs/kit/flow.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import { converse } from '../../dialogs/main.ts';
import type { JsonObject } from '../../services/ports.ts';
import type { Chat } from './conversation.ts';

const twoPhotos = ['add evidence', '1', '@keys.jpg', '@label.png', 'done'];

const shipped = ['I need to ship the item back', 'RR123456785DE', 'DHL'];

/** Every question of the bot and how to get there: texts, `@file` to send one. */
export const prompts: Readonly<Record<string, { buyer: string; said: readonly string[] }>> = {
  'pick-order/list': { buyer: 'emma', said: ['open a dispute'] },
  'pick-dispute/list': { buyer: 'emma', said: ['what is the status of my dispute?'] },
  'open-dispute/item': { buyer: 'emma', said: ['open a dispute for order 8130224500601736'] },
  ...openForm(),
  'keep-draft/ask': { buyer: 'emma', said: [...toPhotos(), 'stop'] },
  'offer-draft/ask': { buyer: 'emma', said: [...toPhotos(), 'stop', 'keep', 'open a dispute'] },
  'cancel-dispute/preview': { buyer: 'emma', said: ['cancel my dispute'] },
  'answer-offer/choose': { buyer: 'marta', said: ['I reject the offer'] },
  'answer-offer/accept': { buyer: 'marta', said: ['accept the offer'] },
  ...proposal(),
  'add-evidence/photos': { buyer: 'paulo', said: ['add evidence', '1'] },
  'add-evidence/smaller': { buyer: 'paulo', said: ['add evidence', '1', '@keys.gif'] },
  'remove-evidence/file': { buyer: 'paulo', said: [...twoPhotos, 'remove evidence'] },
  'remove-evidence/confirm': { buyer: 'paulo', said: [...twoPhotos, 'remove evidence', '1'] },
  'ship-return/number': { buyer: 'jonas', said: ['I need to ship the item back'] },
  'ship-return/carrier': { buyer: 'jonas', said: shipped.slice(0, 2) },
  'ship-return/confirm': { buyer: 'jonas', said: shipped },
  'check-warranty/item': { buyer: 'ivan', said: ['check my warranty'] },
  'check-domestic-return/item': { buyer: 'pia', said: ['domestic return check'] },
  'check-domestic-return/unused': { buyer: 'marta', said: ['domestic return check'] },
  'check-domestic-return/packaging': { buyer: 'marta', said: ['domestic return check', 'yes'] },
  'appeal/reason': { buyer: 'emma', said: ['I want to appeal'] },
  'appeal/photos': { buyer: 'emma', said: ['I want to appeal', 'The photos show it.'] },
  'appeal/smaller': {
    buyer: 'emma',
    said: ['I want to appeal', 'The photos show it.', '@proof.gif'],
  },
  'appeal/confirm': { buyer: 'emma', said: ['I want to appeal', 'The photos show it.', 'skip'] },
  'survey/rating': { buyer: 'jonas', said: ['fill in the survey'] },
  'survey/words': { buyer: 'jonas', said: ['fill in the survey', '2'] },
  'contact-seller/words': { buyer: 'emma', said: ['contact the seller', '1'] },
  'contact-seller/confirm': {
    buyer: 'emma',
    said: ['contact the seller', '1', 'Did you send it?'],
  },
  'sign-out/ask': { buyer: 'emma on msteams', said: ['sign out'] },
  'note-for-person/note': { buyer: 'emma', said: ['talk to a person', 'add a note'] },
};

function openForm() {
  const reason = ['open a dispute for order 8130224500632984'];
  const sub = [...reason, 'not as described'];
  const remedy = [...sub, 'broken'];
  const amount = [...remedy, 'refund only'];
  const description = [...amount, 'all of it'];
  const photos = [...description, 'It is cracked.'];
  const summary = [...photos, 'skip'];
  const form = {
    ...{ reason, sub_reason: sub, remedy, amount, part: [...amount, 'a part'], description },
    ...{ cleaned: [...description, 'It is cracked。'], photos, smaller: [...photos, '@huge.jpg'] },
    ...{ summary, change: [...summary, 'change'] },
  };
  const entries = Object.entries(form).map(([step, said]) => {
    return [`open-dispute/${step}`, { buyer: 'emma', said }] as const;
  });
  return Object.fromEntries(entries);
}

function proposal() {
  const remedy = ['I want to make a counter offer'];
  const amount = [...remedy, 'refund only'];
  const words = [...amount, '12.50'];
  const form = { remedy, amount, part: [...amount, 'a part'], words, confirm: [...words, 'skip'] };
  const entries = Object.entries(form).map(([step, said]) => {
    return [`propose-terms/${step}`, { buyer: 'marta', said }] as const;
  });
  return Object.fromEntries(entries);
}

function toPhotos(): readonly string[] {
  return openForm()['open-dispute/photos']?.said ?? [];
}

export async function lead(chat: Chat, said: readonly string[]): Promise<void> {
  for (const words of said)
    await (words.startsWith('@') ? chat.send([words.slice(1)]) : chat.say(words));
}

export interface Tried {
  readonly messages: readonly Message[];
  readonly frame: Frame | undefined;
  readonly kept: unknown;
  readonly handOff: string | undefined;
}

/** What would come of these texts now, one turn after the other, each against the prompt of the chat; nothing is kept. */
export async function tryOut(chat: Chat, texts: readonly string[]): Promise<readonly Tried[]> {
  const { prompt } = talkStateOf((await chat.conversation()).state);
  return chat.trial(async (scene, dialogs) => {
    const tried: Tried[] = [];
    let state = dialogs;
    for (const text of texts) {
      const where = { open: prompt, closed: [], files: [], verify: () => undefined };
      const incoming = readReply({ type: 'message', text }, where);
      const context = turnContextOf({ type: 'message', text });
      const talk = await converse(incoming, state, scene, context);
      state = talk.state;
      const { messages, handOff } = talk;
      tried.push({ messages, handOff, kept: state.kept, frame: frameOf(state) });
    }
    return tried;
  });
}

/** The question that a stored state waits at. */
export function frameOf(state: JsonObject): Frame | undefined {
  const { dialogStack } = (state.dialogs ?? {}) as { dialogStack?: readonly { state: Frame }[] };
  return dialogStack?.at(-1)?.state;
}

export const placeOf = (frame: Frame | undefined): string | undefined =>
  frame && `${frame.flow}/${frame.step}`;
