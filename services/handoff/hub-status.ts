import type { Handoff, Note } from '../handoff-port.ts';
import type { HubLink } from '../hub-port.ts';
import { claim } from './claim.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { tellDesk } from './desk-event.ts';
import { handBack } from './hand-back.ts';
import { withdrawOffer } from './hub-offer.ts';
import { hubAgent, isOffered, isWithHub } from './hub-owns.ts';
import { refuseDesk } from './refuse-desk.ts';
import { release } from './release.ts';
import { sayAsAgent } from './say-as-agent.ts';
import { announce } from './speak-for-desk.ts';
import { isLive } from './states.ts';
import { tellByBot } from './tell-by-bot.ts';

export interface HubTold {
  readonly handoffId: string;
  /** The protocol's: accepted, failed or completed. Whatever else a hub says changes nothing. */
  readonly state: string;
  readonly message?: string;
  readonly agent?: string;
}

export interface HubHeard {
  /** It changed something here. */
  readonly taken: boolean;
  readonly known: boolean;
  readonly owner: 'hub' | 'team' | 'bot';
}

interface HubCase {
  readonly ctx: DeskContext;
  readonly handoff: Handoff;
  readonly link: HubLink;
}

/**
 * `handoff.status` of the external hub. It may come twice, late, or in any order: what no longer fits changes nothing and is
 * still no fault. A case that the hub was never offered is not there.
 */
export const hearHubStatus = async (
  given: DeskContext,
  told: HubTold,
): Promise<DeskResult<HubHeard>> => {
  const found = await hubCase(given, told);
  if (!found) return refuseDesk('case_not_found');
  const known = Object.hasOwn(heard, told.state);
  const taken = known && (await heard[told.state as keyof typeof heard](found, told));
  if (taken && told.message !== undefined) await keepMessage(found, told.message);
  const now = (await given.store.desk.handoffs.find(given.tx, told.handoffId)) ?? found.handoff;
  return { ok: true, value: { taken, known, owner: ownerOf(now) } };
};

/** The words of the hub's agent to the buyer. Nobody speaks who has not come: `accepted` is first. */
export const sayFromHub = async (
  given: DeskContext,
  told: { readonly handoffId: string; readonly text: string; readonly agent?: string },
): Promise<DeskResult<{ readonly seq: number }>> => {
  const found = await hubCase(given, told);
  if (!found) return refuseDesk('case_not_found');
  if (isOffered(found.handoff)) return refuseDesk('not_yours');
  if (!isWithHub(found.handoff)) return refuseDesk('case_over');
  if (told.agent !== undefined) await named(found, told.agent);
  return sayAsAgent(found.ctx, { handoffId: told.handoffId, text: told.text });
};

/** Under the lock, and with the name of the hub's agent in place of a colleague's. */
const hubCase = async (
  given: DeskContext,
  { handoffId, agent }: Pick<HubTold, 'handoffId' | 'agent'>,
): Promise<HubCase | undefined> => {
  const { tx, store, staff } = given;
  const handoff = await store.desk.handoffs.lock(tx, handoffId);
  const link = await store.desk.hub.find(tx, handoffId);
  if (!handoff || !link) return undefined;
  const name = agent ?? link.agent ?? '';
  const nameOf = async (at: typeof tx, id: string) =>
    id === hubAgent.id ? name : staff.nameOf(at, id);
  return { ctx: { ...given, principal: hubAgent, staff: { ...staff, nameOf } }, handoff, link };
};

const heard = {
  accepted: async (found: HubCase, { agent }: HubTold) => {
    const { ctx, handoff } = found;
    if (!isWithHub(handoff)) return false;
    if (handoff.agentId === hubAgent.id) return agent !== undefined && changedTo(found, agent);
    if (agent !== undefined) await named(found, agent);
    return (await claim(ctx, { handoffId: handoff.id })).ok;
  },
  failed: async ({ ctx, handoff }: HubCase) => {
    if (!isWithHub(handoff)) return false;
    await ended(ctx, handoff);
    // Somebody was there and is gone: as when a colleague gives a case back to the line.
    if (!isOffered(handoff)) return (await release(ctx, { handoffId: handoff.id })).ok;
    await tellByBot(ctx, await withdrawOffer(ctx, handoff, 'failed'), 'hub_failed');
    return true;
  },
  /** Who says that it is done without ever having come leaves the buyer to us. */
  completed: async (found: HubCase, told: HubTold): Promise<boolean> => {
    const { ctx, handoff } = found;
    if (isOffered(handoff)) return heard.failed(found);
    if (!isWithHub(handoff)) return false;
    await ended(ctx, handoff);
    return (await handBack(ctx, { handoffId: told.handoffId })).ok;
  },
};

const ended = ({ store, tx, now }: DeskContext, { id }: Handoff): Promise<void> =>
  store.desk.hub.change(tx, id, { endedAt: now });

const named = ({ ctx, handoff }: HubCase, agent: string): Promise<void> =>
  ctx.store.desk.hub.change(ctx.tx, handoff.id, { agent });

/** A colleague of theirs goes on. */
const changedTo = async (found: HubCase, agent: string): Promise<boolean> => {
  const { ctx, handoff, link } = found;
  if (link.agent === agent) return false;
  await named(found, agent);
  const conversation = await ctx.store.conversations.find(ctx.tx, handoff.conversationId);
  if (conversation) await announce(ctx, conversation, { what: 'changed', agent });
  return true;
};

/** What the hub has to say of it is for our colleagues alone: it may be anything, in any tone. */
const keepMessage = async ({ ctx, handoff }: HubCase, message: string): Promise<void> => {
  if (message.trim() === '') return;
  const note: Note = {
    ...{ id: ctx.ids.next('note'), handoffId: handoff.id, by: hubAgent.id, at: ctx.now },
    text: message.trim(),
  };
  await ctx.store.desk.papers.addNote(ctx.tx, note);
  await tellDesk(ctx, handoff, 'note', hubAgent.id, { noteId: note.id });
};

const ownerOf = (handoff: Handoff): HubHeard['owner'] => {
  if (isWithHub(handoff)) return 'hub';
  return isLive(handoff) ? 'team' : 'bot';
};
