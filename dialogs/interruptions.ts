import type { Frame } from './kit/flow.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, plain, wordsOf } from './kit/words.ts';
import type { Talk } from './talk.ts';

const escapes = ['help', 'back', 'start_over', 'stop', 'person', 'menu'] as const;
export type Escape = (typeof escapes)[number];

/** "OK, cancel": what is said behind the words that only begin a sentence. */
export function withoutLeads(text: string, scene: Scene): string {
  const words = plain(text).split(' ');
  const leads = wordsOf(scene, 'main.question_leads');
  const from = words.findIndex((word) => !leads.includes(word));
  return words.slice(Math.max(0, from)).join(' ');
}

/** The word that works at every prompt (R19), if the text is one and nothing else. */
export function escapeIn(text: string, { scene }: Pick<Talk, 'scene'>): Escape | undefined {
  const rest = withoutLeads(text, scene);
  return escapes.find((word) => {
    const said = wordsOf(scene, `main.${word}_words`);
    return isOneOf(text, said) || said.includes(rest);
  });
}

/** The one place where escapes are acted on. */
export async function interrupt(talk: Talk, wish: Escape): Promise<void> {
  const frame = talk.active();
  talk.state.misses = 0;
  switch (wish) {
    case 'help':
      return talk.again([phrase(frame ? 'main.help_here' : 'main.help')]);
    case 'back':
      return back(talk);
    case 'person':
      talk.putBy();
      return talk.begin('talk-to-agent');
    case 'start_over':
      talk.forget();
      return frame ? startOver(talk, frame) : talk.menu();
    case 'stop':
    case 'menu':
      talk.forget();
      return leave(talk, wish);
  }
}

async function back(talk: Talk): Promise<void> {
  if (talk.active()?.flow === 'keep-draft') return talk.begin('resume-draft');
  if (await talk.back()) return;
  const known = talk.active() ? 'main.first_question' : 'main.nothing_before';
  await talk.again([phrase(known)]);
}

/** The same job from its first question; from a question about a draft, to the menu. */
async function startOver(talk: Talk, frame: Frame): Promise<void> {
  if (frame.flow === 'keep-draft' || frame.flow === 'offer-draft') return leave(talk, 'menu');
  const { target } = frame.draft;
  const flow = typeof target === 'string' ? target : frame.flow;
  return talk.switchTo('start-over', { flow });
}

async function leave(talk: Talk, wish: 'stop' | 'menu'): Promise<void> {
  const frame = talk.active();
  if (!frame) return talk.menu(wish === 'stop' ? [phrase('main.nothing_to_stop')] : []);
  // Asked already whether to keep the draft: leaving again keeps it.
  if (frame.flow === 'keep-draft') return talk.menu([phrase('common.draft_kept')]);
  const lead = wish === 'stop' ? [phrase('main.stopped')] : [];
  return talk.switchTo('menu', {}, lead);
}
