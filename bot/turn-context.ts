import { type Activity, BotAdapter, TurnContext } from 'botbuilder';
import type { JsonObject } from '../services/ports.ts';

/** The SDK's context for the dialogs kit. Nothing can be sent through it: a turn's words leave with its commit. */
export function turnContextOf(activity: JsonObject): TurnContext {
  return new TurnContext(new MuteAdapter(), activity as Partial<Activity>);
}

class MuteAdapter extends BotAdapter {
  override sendActivities(): Promise<never> {
    return refuse();
  }
  override updateActivity(): Promise<never> {
    return refuse();
  }
  override deleteActivity(): Promise<never> {
    return refuse();
  }
  override continueConversation(): Promise<never> {
    return refuse();
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('Dialogs answer with messages; they send nothing themselves.'));
}
