import type { Activity, CloudAdapter, ConversationReference } from 'botbuilder';
import type { JsonObject } from '../../services/ports.ts';
import { NotNow, Undeliverable } from '../outbox.ts';
import { Ambiguous, NotSent } from './cloud-http-client.ts';

export interface SendDeps {
  readonly adapter: CloudAdapter;
  readonly appId: string;
}

/** Answers the channel's own id of it, '' where it gives none. */
export async function sendOne(
  { adapter, appId }: SendDeps,
  reference: Partial<ConversationReference>,
  activity: JsonObject,
): Promise<string> {
  let id = '';
  await adapter.continueConversationAsync(appId, reference, async (context) => {
    // The SDK makes up an id to reply to, and Web Chat waits 5 s for an activity that it has never seen.
    Object.assign(context.activity, { id: reference.activityId });
    // A copy: the SDK writes into what it sends.
    const sent = await context.sendActivity(structuredClone(activity) as Partial<Activity>);
    id = sent?.id ?? '';
  });
  return id;
}

/** Replaces what was sent under this id. */
export async function updateOne(
  { adapter, appId }: SendDeps,
  reference: Partial<ConversationReference>,
  activity: JsonObject,
): Promise<void> {
  await adapter.continueConversationAsync(appId, reference, async (context) => {
    await context.updateActivity(structuredClone(activity) as Partial<Activity>);
  });
}

/** @param sentBefore how many activities of the same call have arrived: trying again would say them twice. */
export function failureOf(error: unknown, sentBefore: number): Error {
  if (error instanceof Undeliverable) return error;
  const status = statusOf(error);
  const words = status === undefined ? nameOf(error) : `the channel answered ${status}`;
  if (sentBefore > 0) return new Undeliverable(`${sentBefore} sent, then: ${words}`);
  if (error instanceof NotSent || error instanceof NotNow) return error;
  if (error instanceof Overdue) return new Ambiguous('overdue');
  // 401: our own credentials, which an operator can put right.
  const isRefused = status !== undefined && status !== 401;
  return isRefused ? new Undeliverable(words) : new NotSent(words);
}

function statusOf(error: unknown): number | undefined {
  const isOne = error instanceof Error && 'statusCode' in error;
  return isOne && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** Not the message: one of the SDK's can quote a request with its token. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

class Overdue extends Error {}

/** The SDK's look for keys and its login have no time limit of their own. */
export async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue('overdue')), deadline);
  });
  return Promise.race([work, overdue]).finally(() => clearTimeout(timer));
}
