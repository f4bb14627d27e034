import type { Conversation, StoredMessage } from '../services/ports.ts';

type Listener = (messages: readonly StoredMessage[]) => void;

/** Somebody types: gone as soon as it was seen, stored nowhere, told in this process alone. */
export interface Typing {
  readonly conversationId: string;
  readonly from: 'buyer' | 'agent';
  /** An agent's; '' for the buyer. */
  readonly name: string;
}

/** Tells the open sockets of this process what was just committed. Hearing nothing is no proof that there is nothing. */
export interface News {
  publish(conversationId: string, messages: readonly StoredMessage[]): void;
  /** Somebody listens in this process. */
  isFollowed(conversationId: string): boolean;
  /** Answers how to stop listening. */
  follow(conversationId: string, listener: Listener): () => void;
  tellTyping(typing: Typing): void;
  /** Of all conversations; answers how to stop listening. */
  followTyping(listener: (typing: Typing) => void): () => void;
  /** The bot still works on an answer (typing.ts). */
  tellBusy(conversation: Conversation): void;
  followBusy(listener: (conversation: Conversation) => void): () => void;
}

export function createNews(): News {
  const listeners = new Map<string, Set<Listener>>();
  const readers = new Set<(typing: Typing) => void>();
  const waiters = new Set<(conversation: Conversation) => void>();
  return {
    publish(conversationId, messages) {
      for (const listener of listeners.get(conversationId) ?? []) listener(messages);
    },
    isFollowed: (conversationId) => listeners.has(conversationId),
    follow(conversationId, listener) {
      const all = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(conversationId);
      };
    },
    tellTyping(typing) {
      for (const reader of readers) reader(typing);
    },
    followTyping(reader) {
      readers.add(reader);
      return () => void readers.delete(reader);
    },
    tellBusy(conversation) {
      for (const waiter of waiters) waiter(conversation);
    },
    followBusy(waiter) {
      waiters.add(waiter);
      return () => void waiters.delete(waiter);
    },
  };
}
