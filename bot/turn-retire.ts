import { isDeepStrictEqual } from 'node:util';
import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Conversation, JsonObject, Tx } from '../services/ports.ts';
import { capabilitiesOf } from './channels/capabilities.ts';
import type { OpenPrompt } from './channels/prompt.ts';
import type { TurnDeps } from './turn-deps.ts';

export interface Retirement {
  readonly promptId: string;
  /** What was chosen; missing if something else was said instead. */
  readonly label?: string;
}

/**
 * The prompt was answered or left: on a channel that can replace what it shows, its buttons go, behind what was said
 * now. A menu that was passed by stays, since its choices begin something at any time.
 */
export async function retireCard(
  deps: Pick<TurnDeps, 'store' | 'ids' | 'clock' | 'pulledChannels'>,
  tx: Tx,
  { id: conversationId, channel }: Conversation,
  {
    was,
    is,
    incoming,
  }: {
    readonly was: OpenPrompt | null;
    readonly is: OpenPrompt | null;
    readonly incoming: Incoming;
  },
): Promise<void> {
  if (!was || was.id === is?.id || was.choices.length === 0) return;
  if (deps.pulledChannels.has(channel) || !capabilitiesOf(channel).update) return;
  const label = labelOf(was, incoming);
  if (label === undefined && was.choices.every(({ begins }) => begins !== undefined)) return;
  const now = deps.clock.now();
  const row = {
    id: deps.ids.next('outbox'),
    kind: 'channel' as const,
    stream: conversationId,
    body: { conversationId, retire: { promptId: was.id, ...(label !== undefined && { label }) } },
    createdAt: now,
  };
  await deps.store.outbox.add(tx, [row], now);
}

function labelOf({ choices }: OpenPrompt, incoming: Incoming): string | undefined {
  const picked = choices.find(({ id, begins }) => {
    if (!begins) return isChoice(incoming, id);
    const { flow, args = {} } = begins;
    return (
      incoming.kind === 'begin' && incoming.flow === flow && isDeepStrictEqual(incoming.args, args)
    );
  });
  return picked?.label;
}

const isChoice = (incoming: Incoming, id: string): boolean =>
  incoming.kind === 'reply' && incoming.reply.kind === 'choice' && incoming.reply.id === id;

/** What an outbox row of the above says; undefined for a message. */
export function readRetirement({ retire }: JsonObject): Retirement | undefined {
  return retire as unknown as Retirement | undefined;
}
