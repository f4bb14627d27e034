import type { Phrase } from '../knowledge/phrase.ts';
import { findDispute } from '../services/disputes/find-dispute.ts';
import { listDisputes } from '../services/disputes/list-disputes.ts';
import { askRating } from '../services/handoff/rate-agent.ts';
import { standing } from '../services/handoff/standing.ts';
import { beginning, withChoices } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { money, phrase, quote } from './kit/values.ts';
import { jobs, resumeOf } from './menu.ts';
import { placeOf, waitingChoices } from './standing-words.ts';
import type { Talk } from './talk.ts';

type Told = Extract<Incoming, { readonly kind: 'desk' }>;

const scores = [5, 4, 3, 2, 1] as const;

/** What the bot says when it has the conversation again, once; then the open question or the form goes on (R30). */
export async function tellDesk(talk: Talk, told: Told): Promise<void> {
  switch (told.what) {
    case 'handed_back':
      return goOn(talk, told);
    case 'resolved':
      return closeCase(talk, told);
    case 'moved':
      return talk.say(meanwhile(talk, [phrase('person.moved')]));
    case 'buyer_silent':
      return talk.say(meanwhile(talk, [phrase('person.buyer_silent')]));
    case 'requeued':
    case 'hub_failed':
      return waitAgain(talk, told);
    case 'alarmed':
      return talk.say(await alarmWords(talk, told));
  }
}

/** Which refund it is: there may be several. */
async function alarmWords({ scene }: Talk, told: Told): Promise<Message> {
  const { ctx } = scene;
  const handoff = await ctx.store.desk.handoffs.find(ctx.tx, told.handoffId);
  const disputeId = handoff?.disputeId;
  const found = disputeId === undefined ? undefined : await findDispute(ctx, disputeId);
  if (!found?.ok) return { text: [phrase('person.alarmed')] };
  const { dispute, item } = found.value;
  const refund = dispute.refunds.find(({ state }) => state === 'instructed');
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [phrase('person.alarmed', refund && { amount: money(refund.amount, dispute.currency) })],
  };
}

/** With the agent's name where it is known. */
const named = (key: string, nobody: string, { agent }: Told): Phrase =>
  agent === undefined ? phrase(nobody) : phrase(key, { agent: quote(agent) });

/** The question that was open, else the form that was put by for the person, else how it was. */
async function goOn(talk: Talk, told: Told): Promise<void> {
  const back = named('person.handed_back', 'person.handed_back_nobody', told);
  const done = await openedMeanwhile(talk);
  if (done !== undefined) {
    await talk.drop();
    talk.state.kept = undefined;
    talk.say({ text: [back] });
    return talk.begin('dispute-status', { disputeId: done });
  }
  if (talk.active()) return talk.again([back, phrase('person.go_on')]);
  if (talk.state.kept) {
    talk.say({ text: [back] });
    return talk.begin('resume-draft');
  }
  talk.say(await rated(talk, told, [back]));
}

/** The dispute that the agent opened for the buyer while their form for the same item was open: it has nothing left to ask. */
async function openedMeanwhile(talk: Talk): Promise<string | undefined> {
  const form = talk.active() ?? talk.state.kept;
  if (form?.flow !== 'open-dispute') return undefined;
  const { orderId, itemId } = form.draft;
  const live = (await listDisputes(talk.scene.ctx)).find(
    ({ dispute, label }) =>
      dispute.orderId === orderId && dispute.itemId === itemId && label === 'in_progress',
  );
  return live?.dispute.id;
}

async function closeCase(talk: Talk, told: Told): Promise<void> {
  talk.putBy();
  await talk.drop();
  talk.say(await rated(talk, told, [named('person.resolved', 'person.resolved_nobody', told)]));
}

/** Asks how it was, at most weekly, and never in the middle of a form. */
async function rated(talk: Talk, told: Told, text: readonly Phrase[]): Promise<Message> {
  const { scene } = talk;
  const ratingId = await askRating(scene.ctx, told.handoffId);
  if (ratingId === undefined) return meanwhile(talk, text);
  const choices = [...scores.map((score) => scoreOf(scene, ratingId, score)), ...resumeOf(talk)];
  return { text: [...text, named('person.rate', 'person.rate_nobody', told)], choices };
}

const scoreOf = (scene: Scene, ratingId: string, score: number): Choice => ({
  ...beginning(scene, `person.score_${score}`, 'rate-agent', { ratingId, score }),
});

const meanwhile = (talk: Talk, text: readonly Phrase[]): Message => ({
  text,
  choices: [...resumeOf(talk), ...jobs(talk.scene)],
});

async function waitAgain(talk: Talk, told: Told): Promise<void> {
  const { scene } = talk;
  const now = await standing(scene.ctx, scene.conversationId);
  // Somebody took it, or the buyer left, before this was said.
  if (!now) return;
  const words = placeOf(now);
  const agent = told.agent === undefined ? {} : { agent: quote(told.agent) };
  const text = [phrase(againKey(told), { ...words, ...agent })];
  const others = jobs(scene).filter(({ begins }) => begins?.flow !== 'talk-to-agent');
  talk.say(withChoices({ text, choices: waitingChoices(scene) }, [...resumeOf(talk), ...others]));
}

const againKey = ({ what, agent }: Told): string => {
  if (what === 'hub_failed') return 'person.hub_failed';
  return agent === undefined ? 'person.requeued_nobody' : 'person.requeued';
};
