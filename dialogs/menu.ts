import type { Phrase } from '../knowledge/phrase.ts';
import { beginning, withChoices } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import type { MainState } from './main-state.ts';

/** The jobs of the bot, a person among them (R01); a visitor gets those that need no sign-in (R05). */
export function jobs(scene: Scene): readonly Choice[] {
  if (!scene.buyer)
    return [
      ...(scene.linking ? [beginning(scene, 'signin.link', 'sign-in')] : []),
      article(scene, 'faq_not_received'),
      article(scene, 'faq_how_open'),
      article(scene, 'faq_when_refund'),
      person(scene),
    ];
  return [
    beginning(scene, 'article.action.track-order', 'track-order'),
    beginning(scene, 'article.action.open-dispute', 'open-dispute'),
    beginning(scene, 'article.action.dispute-status', 'dispute-status'),
    beginning(scene, 'article.action.refund-status', 'refund-status'),
    person(scene),
  ];
}

/** An unfinished form is offered wherever ways on are, as long as there is one. */
export const resumeOf = ({ scene, state }: DraftPlace): readonly Choice[] =>
  state.kept ? [beginning(scene, 'common.resume_draft', 'resume-draft')] : [];

interface DraftPlace {
  readonly scene: Scene;
  readonly state: Pick<MainState, 'kept'>;
}

/** A way to a person behind the message, unless it has one. */
export const withPerson = (message: Message, scene: Scene): Message =>
  message.choices?.some(({ begins }) => begins?.flow === 'talk-to-agent')
    ? message
    : withChoices(message, [person(scene)]);

export const person = (scene: Scene): Choice => beginning(scene, 'common.person', 'talk-to-agent');

const article = (scene: Scene, label: string): Choice =>
  beginning(scene, `main.mean_${label}`, 'show-article', { label });

export const privacyLink = { label: phrase('welcome.privacy_link'), path: '/help/privacy' };

/** First message: a bot, what it can do, a person, privacy (R01, R04). */
export const welcome = (scene: Scene): Message => ({
  text: [
    phrase(helloOf(scene), {
      name: scene.buyer ? firstName(scene.buyer.name) : '',
    }),
    phrase('welcome.privacy'),
    phrase('welcome.ask'),
  ],
  choices: jobs(scene),
  link: privacyLink,
});

const helloOf = ({ buyer, linking }: Scene): string => {
  if (buyer) return 'welcome.hello';
  return linking ? 'signin.hello_visitor' : 'welcome.hello_visitor';
};

const firstName = (name: string): string => name.split(' ')[0] ?? name;

export const menu = (scene: Scene, lead: readonly Phrase[], hasDraft: boolean): Message => ({
  text: [...lead, phrase('main.menu')],
  choices: [
    ...(hasDraft ? [beginning(scene, 'common.resume_draft', 'resume-draft')] : []),
    ...jobs(scene),
  ],
});

/** Nothing that was offered fits, so the same list is not offered again: in the buyer's own words, or a person. */
export const noneOfThese = (place: DraftPlace, variant: number): Message => ({
  text: [phrase('repair.none', { variant })],
  choices: [
    ...resumeOf(place),
    ...(place.scene.buyer ? [beginning(place.scene, 'common.my_orders', 'pick-order')] : []),
    person(place.scene),
  ],
});

export const signInFirst = (scene: Scene): Message => ({
  text: [phrase('main.sign_in')],
  choices: jobs(scene),
});
