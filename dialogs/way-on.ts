import { beginning, withChoices } from './kit/choices.ts';
import type { Message } from './kit/message.ts';
import type { Incoming } from './kit/reply.ts';
import { person, resumeOf } from './menu.ts';
import type { Talk } from './talk.ts';

/** Nothing more is wanted: the last word is friendly, and no button presses anybody. */
const closings = ['main.small_thanks', 'main.small_goodbye', 'main.small_no', 'solved.good'];

/** No turn ends in a corner: what asks nothing and offers nothing gets a list to look at and a person. */
export function wayOn(talk: Talk, { kind }: Incoming): void {
  // Nobody asked for what others bring.
  if (kind === 'notice' || kind === 'desk') return;
  if (talk.active() || talk.handOff !== undefined || talk.messages.some(offers)) return;
  const last = talk.messages.pop();
  if (!last) return;
  const { buyer } = talk.scene;
  const orders = buyer ? [beginning(talk.scene, 'common.my_orders', 'pick-order')] : [];
  const isLastWord = last.text.some(({ key }) => closings.includes(key));
  const ways = isLastWord ? [] : [...resumeOf(talk), ...orders, person(talk.scene)];
  talk.say(withChoices(last, ways));
}

const offers = ({ choices = [], rows = [], attach }: Message): boolean =>
  choices.length + rows.length > 0 || attach !== undefined;
