import type { JsonObject } from '../../services/ports.ts';

interface Limit {
  readonly count: number;
  readonly ms: number;
}

/** Teams' limits for one bot: messages in so many milliseconds. @source TEAMS-RATE (design/conversation.md 2) */
const OF_TENANT: Limit = { count: 30, ms: 1_000 };
const OF_CHAT: readonly Limit[] = [
  { count: 7, ms: 1_000 },
  { count: 8, ms: 2_000 },
  { count: 60, ms: 30_000 },
  { count: 1_800, ms: 3_600_000 },
];
const HOUR_MS = 3_600_000;
/** Chats and tenants of which something is kept before the old ones are looked for. */
const MANY = 10_000;

export interface Pace {
  /** 0: counted, send now. Else milliseconds to wait before it is asked again. */
  take(reference: JsonObject): number;
}

/** What may be sent now, by this process. Other channels name no such limit: they say 429. */
export function createPace(nowMs: () => number): Pace {
  // When something was sent, oldest first.
  const sent = new Map<string, readonly number[]>();
  const waitOf = (key: string, { count, ms }: Limit, now: number): number => {
    const first = sent.get(key)?.at(-count);
    return first === undefined ? 0 : first + ms - now;
  };
  const add = (key: string, keptMs: number, now: number) =>
    sent.set(key, [...(sent.get(key) ?? []).filter((at) => at > now - keptMs), now]);
  return {
    take({ channelId, conversation }) {
      if (channelId !== 'msteams') return 0;
      const { id, tenantId } = conversation as JsonObject;
      const [chat, tenant] = [`c:${String(id)}`, `t:${String(tenantId)}`];
      const now = nowMs();
      const waits = OF_CHAT.map((limit) => waitOf(chat, limit, now));
      const wait = Math.max(0, waitOf(tenant, OF_TENANT, now), ...waits);
      if (wait > 0) return Math.ceil(wait);
      if (sent.size > MANY) forgetSilent(sent, now);
      add(chat, HOUR_MS, now);
      add(tenant, OF_TENANT.ms, now);
      return 0;
    },
  };
}

/** What was silent for an hour is as new. */
function forgetSilent(sent: Map<string, readonly number[]>, now: number): void {
  for (const [key, times] of sent) if ((times.at(-1) ?? 0) <= now - HOUR_MS) sent.delete(key);
}
