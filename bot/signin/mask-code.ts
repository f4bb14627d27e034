import { withoutCode } from '../../services/identity/code-in.ts';
import type { Conversation, JsonObject } from '../../services/ports.ts';
import { talkStateOf } from '../turn-state.ts';

/**
 * What the transcript keeps of a message that is a sign-in code: dots. Only in a chat that waits for one, so that no
 * other number is lost.
 */
export function withoutSignInCode(echo: JsonObject, { state }: Conversation): JsonObject {
  const { signIn } = talkStateOf(state).dialogs;
  if (typeof echo.text !== 'string' || typeof signIn !== 'object' || signIn === null) return echo;
  return { ...echo, text: withoutCode(echo.text) };
}
