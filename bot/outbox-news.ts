import type { StoredMessage } from '../services/ports.ts';

type Listener = (messages: readonly StoredMessage[]) => void;

/** Tells the open sockets of this process what was just committed. Hearing nothing is no proof that there is nothing. */
export interface News {
  publish(conversationId: string, messages: readonly StoredMessage[]): void;
  /** Somebody listens in this process. */
  isFollowed(conversationId: string): boolean;
  /** Answers how to stop listening. */
  follow(conversationId: string, listener: Listener): () => void;
}

export function createNews(): News {
  const listeners = new Map<string, Set<Listener>>();
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
  };
}
