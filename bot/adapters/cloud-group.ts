import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Clock, JsonObject, Rulebooks, Store } from '../../services/ports.ts';
import type { OutboxRow } from '../../services/queues-port.ts';
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
  const { channelId, conversation, id } = activity;
  // Nobody's name has to be kept for it.
  const { user: _, ...reference } = arrival.reference;
  // A Teams channel adds the thread to its id.
  const group = digest([channelId, String(objectOf(conversation).id).split(';')[0]]);
  const occasion = mentioned ? digest([group, id ?? deps.clock.now()]) : today(deps, group);
  return tell(deps, { group, occasion, reference, key: 'cloud.group' });
}

/** At most once a day (UTC) for each of them: whoever is not heard in this conversation is told why. */
export function answerAside(deps: GroupDeps, arrival: CloudArrival, key: string): Promise<void> {
  const { channelId, conversation, from } = arrival.activity;
  const group = digest([channelId, objectOf(conversation).id, objectOf(from).id]);
  const { reference } = arrival;
  return tell(deps, { group, occasion: today(deps, group), reference, key });
}

const today = ({ clock }: GroupDeps, group: string): string =>
  `${group}-${Math.floor(clock.now() / DAY_MS)}`;

/** Past every conversation of ours, where the activity came from. */
async function tell(
  deps: GroupDeps,
  said: {
    readonly group: string;
    /** The same one is told once: the outbox knows it by this. */
    readonly occasion: string;
    readonly reference: JsonObject;
    readonly key: string;
  },
): Promise<void> {
  const { group, occasion, reference, key } = said;
  const now = deps.clock.now();
  const text = sayToAnybody(deps, key);
  const row: Omit<OutboxRow, 'tries'> = {
    id: `group-${occasion}`,
    kind: 'channel',
    stream: `group-${group}`,
    body: { reference, activity: { type: 'message', textFormat: 'plain', text, from: BOT } },
    createdAt: now,
  };
  await deps.store.run((tx) => deps.store.outbox.add(tx, [row], now));
}
