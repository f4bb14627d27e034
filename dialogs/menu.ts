import type { Phrase } from '../knowledge/phrase.ts';
import { beginning } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import type { MainState } from './main-state.ts';

/** The jobs of the bot, a person among them (R01); a visitor gets those that need no sign-in (R05). */
export function jobs(scene: Scene): readonly Choice[] {
  if (!scene.buyer)
    return [
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

export const person = (scene: Scene): Choice => beginning(scene, 'common.person', 'talk-to-agent');

const article = (scene: Scene, label: string): Choice =>
  beginning(scene, `main.mean_${label}`, 'show-article', { label });

/** First message: a bot, what it can do, a person, privacy (R01, R04). */
export const welcome = (scene: Scene): Message => ({
  text: [
    phrase(scene.buyer ? 'welcome.hello' : 'welcome.hello_visitor', {
      name: scene.buyer ? firstName(scene.buyer.name) : '',
    }),
    phrase('welcome.privacy'),
    phrase('welcome.ask'),
  ],
  choices: jobs(scene),
  link: { label: phrase('welcome.privacy_link'), path: '/help/privacy' },
});

const firstName = (name: string): string => name.split(' ')[0] ?? name;

export const menu = (scene: Scene, lead: readonly Phrase[], hasDraft: boolean): Message => ({
  text: [...lead, phrase('main.menu')],
  choices: [
    ...(hasDraft ? [beginning(scene, 'common.resume_draft', 'resume-draft')] : []),
    ...jobs(scene),
  ],
});

export const signInFirst = (scene: Scene): Message => ({
  text: [phrase('main.sign_in')],
  choices: jobs(scene),
});
