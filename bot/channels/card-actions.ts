import type { JsonObject } from '../../services/ports.ts';
import type { Button } from './button-label.ts';
import type { Target } from './target.ts';

/** `value.action.verb` of every invoke that a card of ours causes. */
export const VERB = 'choose';

/** A press of the choice: on Teams Action.Execute, with the Action.Submit that older clients know. */
export function pressOf(choiceId: string, label: string, title: string, to: Target): JsonObject {
  const action = to.sign(choiceId);
  const submit = { type: 'Action.Submit', title };
  // `label` is for the client, which shows it as what the buyer said.
  const data = { action, label };
  if (!to.capabilities.execute) return { ...submit, data };
  const msteams = { type: 'messageBack', displayText: label, text: label, value: data };
  const fallback = { ...submit, data: { action, msteams } };
  return { type: 'Action.Execute', title, verb: VERB, data, fallback };
}

export function cardButton({ choice, label }: Button, to: Target): JsonObject {
  const style = choice.tone === 'danger' ? 'destructive' : 'positive';
  return {
    ...pressOf(choice.id, label, label, to),
    ...(choice.tone && to.capabilities.buttonStyles ? { style } : {}),
  };
}
