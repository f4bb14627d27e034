import type { Phrase } from '../knowledge/phrase.ts';
import { askSignIn } from '../services/identity/ask-sign-in.ts';
import { codeDigits } from '../services/identity/code-in.ts';
import { goodForDays } from '../services/identity/step-up.ts';
import type { CodeTaken } from '../services/identity/take-code.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs, Message } from './kit/message.ts';
import type { Reply, Stranger } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { isOneOf, wordsOf } from './kit/words.ts';
import type { MainState, SignInWish } from './main-state.ts';
import { person, signInFirst } from './menu.ts';
import type { Talk } from './talk.ts';

/** A longer text is not kept: what was understood of it is. */
const longestText = 2_000;
/** A link that works for less than this is not sent again: nobody signs in so fast. */
const worthSendingMs = 5 * 60_000;

/** What the buyer was at: it goes on by itself after the code. */
export interface Wanted {
  readonly flow: string;
  readonly args: JsonArgs;
  /** As it was written; missing for a button. */
  readonly text?: string;
  /** The question that waits for a fresh sign-in. */
  readonly frame?: Frame;
}

/** "Sign in" and "sign out", which no label of the understanding means: the whole text is one of the words. */
export async function heardAccount(talk: Talk, reply: Reply): Promise<boolean> {
  const text = reply.kind === 'text' ? reply.text : '';
  const says = (key: string) => isOneOf(text, wordsOf(talk.scene, key));
  // At the question itself its own words answer.
  if (talk.active()?.flow === 'sign-out') return false;
  const flow = says('signin.in_words') ? 'sign-in' : says('signin.out_words') ? 'sign-out' : '';
  if (flow === '') return false;
  talk.state.misses = 0;
  await talk.switchTo(flow);
  return true;
}

/** A way to the sign-in page where there is one, else how to sign in at the shop. */
export async function askToSignIn(
  talk: Talk,
  wanted: Wanted,
  lead: readonly Phrase[] = [
    wanted.frame ? phrase('signin.again', { days: goodForDays }) : phrase('signin.ask'),
  ],
): Promise<void> {
  const { scene, state } = talk;
  await talk.drop();
  if (!scene.linking) return talk.say(signInFirst(scene));
  const link = await linkFor(talk);
  if (!link) return talk.say(withHelp(talk, phrase('signin.too_many')));
  const { flow, args, frame } = wanted;
  // With the other wish of the message: all of it is heard again after the code.
  state.second = undefined;
  const text = talk.heard.length <= longestText ? talk.heard : '';
  state.signIn = { ...link, flow, args, ...(text && { text }), ...(frame && { frame }) };
  talk.say(linkMessage(link, lead, scene));
}

const linkMessage = (
  { state, expiresAt }: Link,
  lead: readonly Phrase[],
  scene: Scene,
): Message => ({
  text: [
    ...lead,
    phrase('signin.how', {
      minutes: Math.floor((expiresAt - scene.ctx.now) / 60_000),
      digits: codeDigits,
    }),
  ],
  link: { label: phrase('signin.link'), path: `/signin/${state}` },
  choices: [person(scene)],
});

type Link = Pick<SignInWish, 'state' | 'expiresAt'>;

const linkIn = ({ state, expiresAt }: Link): Link => ({ state, expiresAt });

/** The link stays good; what it was sent for is not wanted any more. */
export function withoutWish(state: Pick<MainState, 'signIn'>): void {
  if (state.signIn) state.signIn = { ...linkIn(state.signIn), flow: 'menu', args: {} };
}

/** The one that was sent before, while there is time enough for it. */
async function linkFor({ scene, state }: Talk): Promise<Link | undefined> {
  const { ctx, linking } = scene;
  const { signIn } = state;
  if (!linking) return undefined;
  if (signIn && signIn.expiresAt - ctx.now >= worthSendingMs) return linkIn(signIn);
  return askSignIn(ctx, linking.chat);
}

/** Asked for by name. */
export async function signIn(talk: Talk): Promise<void> {
  const { scene } = talk;
  if (!scene.buyer) return askToSignIn(talk, { flow: 'menu', args: {} });
  await talk.menu([phrase('signin.signed_in')]);
}

/** What the code that was typed has led to. The answer is a text that is to be heard now. */
export async function tellCode(
  talk: Talk,
  taken: CodeTaken | Stranger,
): Promise<string | undefined> {
  const wanted: Wanted = talk.state.signIn ?? { flow: 'menu', args: {} };
  switch (taken.is) {
    case 'linked':
      return goOn(talk, wanted);
    case 'wrong':
      talk.say(withHelp(talk, phrase('signin.wrong', { left: taken.left })));
      return undefined;
    case 'stranger':
      talk.say({ text: [phrase('signin.stranger')] });
      return undefined;
    case 'other_account':
      talk.state.signIn = undefined;
      talk.say(withHelp(talk, phrase('signin.other_account')));
      return undefined;
    case 'void':
    case 'expired':
      talk.state.signIn = undefined;
      talk.heard = wanted.text ?? '';
      await askToSignIn(talk, wanted, [phrase(`signin.${taken.is}`)]);
      return undefined;
  }
}

const withHelp = ({ scene }: Talk, words: Phrase): Message => ({
  text: [words],
  choices: [person(scene)],
});

/** What was wanted before the link was sent, now as the buyer; at once, without a button. */
async function goOn(talk: Talk, { flow, args, text, frame }: Wanted): Promise<string | undefined> {
  talk.state.signIn = undefined;
  const name = talk.scene.buyer?.name.split(' ')[0] ?? '';
  const done = [phrase(name === '' ? 'signin.done_nobody' : 'signin.done', { name })];
  if (frame) {
    if (talk.state.kept?.flow === frame.flow) talk.state.kept = undefined;
    await talk.amend(frame, done);
  } else if (flow === 'menu') await talk.menu(done);
  else {
    talk.say({ text: done });
    if (text !== undefined) return text;
    await talk.switchTo(flow, args);
  }
  return undefined;
}
