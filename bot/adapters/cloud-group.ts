import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Clock, OutboxRow, Rulebooks, Store } from '../../services/ports.ts';
import { BOT } from '../turn-speak.ts';
import type { CloudArrival } from './cloud.ts';
import { digest, objectOf } from './cloud-conversation.ts';

export interface WordsDeps {
  readonly knowledge: Pick<Knowledge, 'say'>;
  readonly rulebooks: Rulebooks;
}

export interface GroupDeps extends WordsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;

/** A sentence of ours for somebody of whom nothing is known. */
export function sayToAnybody({ knowledge, rulebooks }: WordsDeps, key: string): string {
  const { policyZone } = rulebooks.current;
  const listener = { locale: 'en', timeZone: policyZone, policyZone };
  return knowledge.say({ key }, listener, 'plain').trim();
}

/**
 * Orders and disputes are told to one person only: a group hears where to write instead. Whoever names the bot is
 * always answered, other messages of a group at most once a day (UTC).
 */
export function answerGroup(deps: GroupDeps, arrival: CloudArrival): Promise<void> {
  const { activity, mentioned } = arrival;
  const { channelId } = activity;
  // A Teams channel adds the thread to its id.
  const groupId = String(objectOf(activity.conversation).id).split(';')[0];
  const group = digest([channelId, groupId]);
  return tell(deps, arrival, { key: 'cloud.group', group, always: mentioned });
}

/** At most once a day (UTC) for each of them: to somebody whose words are not heard in this conversation. */
export function answerAside(deps: GroupDeps, arrival: CloudArrival, key: string): Promise<void> {
  const { channelId, conversation, from } = arrival.activity;
  const group = digest([channelId, objectOf(conversation).id, objectOf(from).id]);
  return tell(deps, arrival, { key, group, always: false });
}

/** At the place that the activity came from, and past every conversation of ours. */
async function tell(
  deps: GroupDeps,
  { activity, reference }: CloudArrival,
  { key, group, always }: { readonly key: string; readonly group: string; readonly always: boolean },
): Promise<void> {
  const now = deps.clock.now();
  const occasion = always
    ? digest([group, activity.id ?? now])
    : `${group}-${Math.floor(now / DAY_MS)}`;
  const row: Omit<OutboxRow, 'tries'> = {
    // The same one is told once: the outbox knows it by this.
    id: `group-${occasion}`,
    kind: 'channel',
    stream: `group-${group}`,
    body: {
      reference: key === 'cloud.group' ? nobodys(reference) : reference,
      activity: { type: 'message', textFormat: 'plain', text: sayToAnybody(deps, key), from: BOT },
    },
    createdAt: now,
  };
  await deps.store.run((tx) => deps.store.outbox.add(tx, [row], now));
}
