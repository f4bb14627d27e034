import { mustSignInAgain } from '../services/identity/step-up.ts';
import type { Reply } from './kit/reply.ts';
import { askToSignIn } from './sign-in.ts';
import type { Talk } from './talk.ts';

/**
 * The one place where a fresh sign-in is asked for: before the answer that moves money reaches its step. The question is
 * kept and asked again after the code, with its facts of then. False if the turn goes on.
 */
export async function stepsUp(talk: Talk, reply: Reply): Promise<boolean> {
  const frame = talk.active();
  const { linking, ctx } = talk.scene;
  if (!frame || reply.kind !== 'choice' || !mustSignInAgain(linking?.verifiedAt, ctx.now))
    return false;
  if (!talk.hintOf(frame).moves?.includes(reply.id)) return false;
  // Whoever does not sign in finds the form again, as after leaving it.
  talk.putBy();
  await askToSignIn(talk, { flow: frame.flow, args: {}, frame });
  return true;
}
