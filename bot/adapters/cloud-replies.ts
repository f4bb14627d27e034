import type { JsonObject } from '../../services/ports.ts';

/** What is said in a conversation while somebody waits for it in an HTTP call. */
export interface Gathering {
  readonly activities: readonly JsonObject[];
  /** Of the messages that were taken, by whomever of those who wait. */
  readonly seqs: ReadonlySet<number>;
  /** What comes now goes through the channel again. */
  close(): void;
}

export interface Replies {
  open(conversationId: string): Gathering;
  /** True if somebody waits for it, so that it must not be sent in another way. */
  take(conversationId: string, seq: number, activity: JsonObject): boolean;
  isOpen(conversationId: string): boolean;
}

/** `expectReplies`: the one who asked first gets what is said, in this process. */
export function createReplies(): Replies {
  const waiting = new Map<string, { activities: JsonObject[]; seqs: Set<number> }[]>();
  return {
    open(conversationId) {
      const gathering = { activities: [], seqs: new Set<number>() };
      const all = waiting.get(conversationId) ?? [];
      waiting.set(conversationId, [...all, gathering]);
      return {
        ...gathering,
        close() {
          const left = (waiting.get(conversationId) ?? []).filter((one) => one !== gathering);
          if (left.length > 0) waiting.set(conversationId, left);
          else waiting.delete(conversationId);
        },
      };
    },
    isOpen: (conversationId) => waiting.has(conversationId),
    take(conversationId, seq, activity) {
      const all = waiting.get(conversationId) ?? [];
      all[0]?.activities.push(activity);
      for (const { seqs } of all) seqs.add(seq);
      return all.length > 0;
    },
  };
}
