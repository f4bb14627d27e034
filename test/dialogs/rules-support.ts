import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Listener } from '../../knowledge/knowledge.ts';
import { parsePhraseFile } from '../../knowledge/phrase-file.ts';
import { Chat } from '../support/conversation.ts';
import { lead, prompts } from '../support/prompts.ts';
import { realKnowledge } from '../support/seeded-demo.ts';
import { type Spot, walk } from '../support/walk.ts';

export const listener: Listener = { locale: 'en-GB', timeZone: 'UTC', policyZone: 'UTC' };

/** All paragraphs of the messages, as one text. */
export async function saidOf(messages: readonly Message[]): Promise<string> {
  const knowledge = await realKnowledge();
  return messages
    .flatMap(({ text }) => text.map((phrase) => knowledge.say(phrase, listener, 'plain')))
    .join(' ');
}

let asked: Promise<ReadonlyMap<string, Spot>> | undefined;

/** Every question of the bot as it is asked, by `flow/step`; walked to once for all tests of a process. */
export const everyPrompt = (): Promise<ReadonlyMap<string, Spot>> => {
  asked ??= (async () => {
    const spots = new Map<string, Spot>();
    for (const [name, { buyer, said }] of Object.entries(prompts)) {
      const chat = await Chat.start(buyer);
      await lead(chat, said);
      spots.set(name, await walk(chat, async (here) => here));
      await chat.close();
    }
    return spots;
  })();
  return asked;
};

/** Runs `work` at one question. */
export async function atPrompt<T>(name: string, work: Parameters<typeof walk<T>>[1]): Promise<T> {
  const { buyer, said } = prompts[name] ?? { buyer: 'emma', said: [] };
  const chat = await Chat.start(buyer);
  try {
    await lead(chat, said);
    return await walk(chat, work);
  } finally {
    await chat.close();
  }
}

const folder = join(import.meta.dirname, '../../knowledge/phrases/en');

/** Every wording of the phrase book, with its key. Lists of what may be typed are none. */
export const wordings: readonly { readonly key: string; readonly words: string }[] = readdirSync(
  folder,
)
  .filter((name) => name.endsWith('.hbs'))
  .flatMap((name) => {
    const file = name.replace('.hbs', '');
    const phrases = parsePhraseFile(readFileSync(join(folder, name), 'utf8'), file);
    return [...phrases].flatMap(([key, all]) =>
      all.map((words) => ({ key: `${file}.${key}`, words })),
    );
  })
  .filter(({ key }) => !/_words$|\.words_|\.helped$|\.did_not_help$|\.common_words$/.test(key));
