import type { Choice, JsonArgs, Message } from '../../dialogs/kit/message.ts';
import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import { shortOf } from './button-label.ts';

/** A choice as it was offered, with the words that pick it. JSON, kept in Conversation.state. */
export interface PromptChoice {
  readonly id: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  /** Starts this flow at any time, also after the prompt was closed. */
  readonly begins?: { readonly flow: string; readonly args?: JsonArgs };
}

/** The question that waits for an answer; its id is part of every button's signature. */
export interface OpenPrompt {
  readonly id: string;
  readonly choices: readonly PromptChoice[];
  /** Which files are welcome now. */
  readonly attach?: 'openingFiles' | 'evidenceFiles';
}

/** A question that was answered or left; kept so that a second press gets its first result. */
export interface ClosedPrompt extends OpenPrompt {
  /** The choice that closed it; missing if something else was said instead. */
  readonly pressed?: string;
  /** What the press led to. */
  readonly said: readonly Message[];
}

/** Rows first, as they are drawn: the typed number 1 is the first row. */
export function choicesOf(message: Message): readonly Choice[] {
  return [...(message.rows ?? []).map((row) => row.choice), ...(message.choices ?? [])];
}

/**
 * The prompt that these messages leave open: the last one that offers something or asks for files.
 * `reserved` are words that the channel keeps for itself (SMS: stop ...), so they pick nothing.
 */
export function promptOf(
  messages: readonly Message[],
  id: string,
  knowledge: Pick<Knowledge, 'say' | 'has'>,
  listener: Listener,
  reserved: readonly string[] = [],
): { readonly prompt: OpenPrompt; readonly message: Message } | undefined {
  const message = messages.findLast((m) => choicesOf(m).length > 0 || m.attach !== undefined);
  if (!message) return undefined;
  const titles = new Map(message.rows?.map((row) => [row.choice.id, row.title]));
  const choices = choicesOf(message).map((choice): PromptChoice => {
    const title = titles.get(choice.id);
    const shown = [title && choice.label, shortOf(choice.label, knowledge)];
    const words = [
      ...shown.flatMap((phrase) => (phrase ? [knowledge.say(phrase, listener, 'plain')] : [])),
      ...(choice.synonyms ?? []),
    ];
    return {
      id: choice.id,
      // Every row's button says the same word: what was chosen is the row.
      label: knowledge.say(title ?? choice.label, listener, 'plain'),
      synonyms: words.filter((word) => !reserved.includes(word.trim().toLowerCase())),
      ...(choice.begins ? { begins: choice.begins } : {}),
    };
  });
  return {
    message,
    prompt: { id, choices, ...(message.attach ? { attach: message.attach } : {}) },
  };
}
