import type { Phrase } from '../knowledge/phrase.ts';
import { findDispute } from '../services/disputes/find-dispute.ts';
import type { Deadline } from '../services/domain/command.ts';
import { plusTimes24h } from '../services/domain/time.ts';
import { isWorthTelling } from '../services/notifications/is-worth-telling.ts';
import { findToldEvent, type ToldEvent } from '../services/notifications/told-event.ts';
import type { DisputeView } from '../services/views.ts';
import { beginning, withChoices } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, lastDay, moment, phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import { happened } from './notice-words.ts';
import { answerSeller, sellersWords } from './seller-wrote.ts';
import { nextText, stateText, statusChoices } from './status-message.ts';
import type { Talk } from './talk.ts';

type Notice = Extract<Incoming, { readonly kind: 'notice' }>;
type NoticeOfDispute = Extract<Notice, { readonly disputeId: string }>;

/**
 * Says what has happened, or which date comes near, with what is possible now. A question that is open is asked again
 * behind it, unless the buyer left it long ago: then it is kept as it is.
 */
export async function tellNotice(talk: Talk, notice: Notice, isOldTopic: boolean): Promise<void> {
  const { message, more } = await toldBy(notice, talk.scene);
  if (!message) return;
  if (!talk.active() || isOldTopic) return talk.say(message);
  const { choices: _instead, ...news } = message;
  talk.say(news);
  await talk.again([phrase('main.back_to')]);
  const question = talk.messages.pop();
  if (question) talk.say(withChoices(question, [more]));
}

const see = (disputeId: string, scene: Scene) =>
  beginning(scene, 'common.see_dispute', 'dispute-status', { disputeId });

/** The news, and the one button of it that stays where a question is open. */
async function toldBy(
  notice: Notice,
  scene: Scene,
): Promise<{ readonly message: Message | undefined; readonly more: Choice }> {
  if (!('disputeId' in notice)) {
    const { about } = notice;
    return { message: await sellersWords(about, scene), more: answerSeller(about.orderId, scene) };
  }
  return { message: await messageOf(notice, scene), more: see(notice.disputeId, scene) };
}

async function messageOf(
  { disputeId, about }: NoticeOfDispute,
  scene: Scene,
): Promise<Message | undefined> {
  if (about.kind === 'event') {
    const told = await findToldEvent(scene.ctx, disputeId, about.seq);
    return told && eventMessage(told, scene);
  }
  const found = await findDispute(scene.ctx, disputeId);
  if (!found.ok) return undefined;
  const deadline = found.value.deadlines.find(({ rule }) => rule === about.rule);
  if (!deadline) return undefined;
  // Where something waits for the buyer, what that is; a window that just ends says so itself.
  const what = deadline.fires ? stateText(found.value) : [];
  const text = [phrase('notice.reminder'), ...what, dateOf(deadline)];
  return withChoices(newsOf(found.value, text, scene), [
    beginning(scene, 'notice.turn_off', 'notices-off'),
  ]);
}

function eventMessage(told: ToldEvent, scene: Scene): Message | undefined {
  const { event, view, isFollowed } = told;
  const what = happened(told, scene);
  if (what.length === 0) return undefined;
  const isLate = plusTimes24h(event.at, 1) <= scene.ctx.now;
  const text = [...(isLate ? [phrase('notice.on_day', { day: day(event.at) })] : []), ...what];
  if (isFollowed) return { heading: titleOf(view), text };
  return newsOf(view, [...text, ...next(view, scene)], scene);
}

const titleOf = ({ item }: DisputeView): Phrase =>
  phrase('common.title', { title: quote(item.title) });

const newsOf = (view: DisputeView, text: readonly Phrase[], scene: Scene): Message => {
  const failed = view.dispute.refunds.some(({ state }) => state === 'failed');
  const message: Message = {
    heading: titleOf(view),
    text,
    choices: [...statusChoices(view, scene), see(view.dispute.id, scene)],
  };
  return failed ? withChoices(message, [person(scene)]) : message;
};

/** Whose turn it is and what the clock does next; where it does nothing any more, the first window that the buyer has. */
function next(view: DisputeView, scene: Scene): readonly Phrase[] {
  const { phase } = view.dispute;
  const turn = phase.state === 'awaiting_buyer' ? [phrase(`notice.turn_${phase.onTable}`)] : [];
  const byItself = nextText(view);
  if (byItself.length > 0) return [...turn, ...byItself];
  const [window] = view.deadlines
    .filter((window) => scene.ctx.now < window.at && isWorthTelling(view.dispute, window))
    .toSorted((a, b) => a.at - b.at);
  return window ? [dateOf(window)] : [];
}

/** Windows that are counted in days end with a day. */
const dateOf = ({ rule, at, fires }: Deadline): Phrase =>
  phrase(`deadline.${rule}`, { at: fires ? moment(at) : lastDay(at) });
