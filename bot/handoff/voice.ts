import type { Buyer } from '../../services/domain/order.ts';
import type { DeskLine, DeskVoice } from '../../services/handoff/desk-context.ts';
import type { Conversation, JsonObject, Tx } from '../../services/ports.ts';
import { capabilitiesOf } from '../channels/capabilities.ts';
import { inCharactersOf } from '../channels/characters.ts';
import { isPublic } from '../channels/links.ts';
import { partsOf } from '../channels/split-text.ts';
import type { TurnDeps } from '../turn-deps.ts';
import { listenerOf } from '../turn-scene.ts';
import { rendered, uploadUri } from '../turn-speak.ts';

type VoiceDeps = Pick<
  TurnDeps,
  'store' | 'clock' | 'ids' | 'rulebooks' | 'knowledge' | 'actionKey' | 'baseUrl' | 'pulledChannels'
>;

/** How agents sound on each channel. What they type is plain text everywhere: never markup, never a card. */
export function createVoice(deps: VoiceDeps): DeskVoice {
  return {
    typed: (conversation, said) => typed(conversation, said, deps.pulledChannels),
    picture: (conversation, sent) => picture(deps, conversation, sent),
    line: (tx, conversation, line) => lineIn(deps, tx, conversation, line),
    isPushed: (channel) => !deps.pulledChannels.has(channel),
  };
}

/** In our own chat the name stands beside the message; elsewhere it is the only sign that a person speaks. */
function typed(
  { channel }: Conversation,
  { text, agent }: { readonly text: string; readonly agent: string },
  pulled: ReadonlySet<string>,
): readonly JsonObject[] {
  const isShown = agent === '' || (pulled.has(channel) && channel !== 'terminal');
  const words = isShown ? text : `${agent}: ${text}`;
  const capabilities = capabilitiesOf(channel);
  const parts = partsOf([inCharactersOf(capabilities, words)], capabilities);
  return parts.map((part) => ({
    type: 'message',
    textFormat: 'plain',
    text: part,
    from: { id: 'agent', name: agent, role: 'bot' },
    channelData: { sender: 'agent', name: agent },
  }));
}

/**
 * An address that expires is made of it whenever the message leaves. Elsewhere than in our own chat the text says who sends
 * it. Undefined where it could not be seen.
 */
function picture(
  { baseUrl, pulledChannels }: VoiceDeps,
  { channel }: Conversation,
  { uploadId, name, contentType, agent }: Parameters<DeskVoice['picture']>[1],
): JsonObject | undefined {
  const isOwn = pulledChannels.has(channel);
  const { pictures } = capabilitiesOf(channel);
  if (!pictures || !(isOwn || isPublic(baseUrl()))) return undefined;
  return {
    type: 'message',
    ...(isOwn ? {} : { textFormat: 'plain', text: `${agent}:` }),
    from: { id: 'agent', name: agent, role: 'bot' },
    attachments: [{ contentType, name, contentUrl: uploadUri(uploadId) }],
    channelData: { sender: 'agent', name: agent },
  };
}

async function lineIn(
  deps: VoiceDeps,
  tx: Tx,
  conversation: Conversation,
  { what, agent }: DeskLine,
): Promise<readonly JsonObject[]> {
  const { buyerId } = conversation;
  const buyer: Buyer | undefined =
    buyerId === undefined ? undefined : await deps.store.orders.buyer(tx, buyerId);
  const data = agent === '' ? {} : { agent: { kind: 'quote', text: agent } as const };
  const message = { text: [{ key: `agent.${what}`, data }] };
  const listener = listenerOf(deps, conversation, buyer);
  const { activities } = rendered(deps, [message], conversation, listener);
  // So that the page's header can say who is there.
  return activities.map((activity) => ({
    ...activity,
    channelData: { ...Object(activity.channelData), announces: 'agent', name: agent },
  }));
}
