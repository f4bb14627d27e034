import type { IncomingMessage } from 'node:http';
import { type Activity, CloudAdapter, type ConversationReference, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { JsonObject } from '../../services/ports.ts';
import { Undeliverable } from '../outbox.ts';
import { readCloudActivity } from './cloud-activity.ts';
import {
  type CloudConfig,
  type Credentials,
  createAuthentication,
  Unauthorized,
} from './cloud-authentication.ts';
import { createConnectorHttp, NotSent } from './cloud-http-client.ts';
import { aloud, quietly } from './cloud-quiet.ts';
import { isTrustedServiceUrl } from './cloud-service-url.ts';

/** Milliseconds for one call to a channel, and for the verification of a token. */
const DEADLINE = 10_000;
const BEARER = /^Bearer [A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const MAX_HEADER = 10_000;
const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/** A verified activity of a channel and where to answer it. */
export interface CloudArrival {
  readonly activity: JsonObject;
  readonly reference: JsonObject;
}

export interface CloudDeps {
  readonly config: CloudConfig;
  readonly log: Logger;
  /** Stores it; recognises what came before by its id. A throw is answered with 500, so that the channel sends it again. */
  readonly receive: (arrival: CloudArrival) => Promise<void>;
  /** For tests. */
  readonly credentials?: Credentials;
  readonly deadline?: number;
}

export interface Cloud {
  /** Throws `Unauthorized`, a `Problem` of 400, or a fault. Nothing was received then. */
  hear(req: IncomingMessage, readBody: () => Promise<unknown>): Promise<'received' | 'unsupported'>;
  /**
   * In order. Throws `NotSent` if it is worth trying again, `Undeliverable` if trying again can't help or could say it
   * twice.
   */
  send(reference: JsonObject, activities: readonly JsonObject[]): Promise<void>;
}

/** Verification and running of a turn without the SDK's own answering, which tells strangers too much. */
class SilentAdapter extends CloudAdapter {
  verified(header: string, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(header, activity, logic);
  }
}

export function createCloud(deps: CloudDeps): Cloud {
  const { config, deadline = DEADLINE } = deps;
  const http = createConnectorHttp(deadline);
  const adapter = new SilentAdapter(createAuthentication(config, http, deps.credentials));
  const isTrusted = (url: unknown) => isTrustedBy(config, url);

  return {
    async hear(req, readBody) {
      const header = admit(req, config);
      const activity = readCloudActivity(await readBody());
      if (!isTrusted(activity.serviceUrl)) throw new Unauthorized('serviceUrl is not trusted');
      // The SDK verifies these by keys that it reads from elsewhere.
      if (activity.channelId.toLowerCase() === 'asechannel') throw new Unauthorized('ASE channel');
      // An invoke waits for an answer in the same call; none of our cards causes one.
      const isInvoke = activity.type === 'invoke';
      const verify = () =>
        adapter.verified(header, activity, async (context) => {
          if (!isInvoke) await aloud(() => deps.receive(arrivalOf(context)));
        });
      await within(deadline, quietly(verify));
      return isInvoke ? 'unsupported' : 'received';
    },
    async send(reference, activities) {
      if (!isTrusted(reference.serviceUrl)) throw new Undeliverable('serviceUrl is not trusted');
      for (const [i, activity] of activities.entries()) {
        const sending = quietly(() => sendOne(adapter, config.appId ?? '', reference, activity));
        await within(3 * deadline, sending).catch((error: unknown) => {
          throw failureOf(error, i);
        });
      }
    },
  };
}

function isTrustedBy(config: CloudConfig, url: unknown): boolean {
  const extraHosts = config.endpoints?.serviceHosts ?? [];
  const options = { extraHosts, loopback: config.loopbackDemo };
  return typeof url === 'string' && isTrustedServiceUrl(url, options);
}

/** The Authorization header to verify. With no app id the SDK verifies nothing: then only this machine is let in. */
function admit(req: IncomingMessage, config: CloudConfig): string {
  const header = req.headers.authorization ?? '';
  if (config.appId) {
    if (BEARER.test(header) && header.length < MAX_HEADER) return header;
    throw new Unauthorized('no bearer token');
  }
  if (config.loopbackDemo && isFromThisMachine(req)) return '';
  throw new Unauthorized('no app id is configured');
}

/** Behind a proxy everybody seems to be here, so whatever was forwarded is not. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isForwarded = 'x-forwarded-for' in headers || 'forwarded' in headers;
  return !isForwarded && LOOPBACK.test(socket.remoteAddress ?? '');
}

function arrivalOf(context: TurnContext): CloudArrival {
  // Taken before the mention is stripped: the SDK looks for it in the same activity.
  const reference = toJson(TurnContext.getConversationReference(context.activity));
  const { activity } = context;
  if (activity.text !== undefined) TurnContext.removeRecipientMention(activity);
  const { callerId: _, ...said } = activity;
  return { activity: toJson(said), reference };
}

async function sendOne(
  adapter: CloudAdapter,
  appId: string,
  reference: Partial<ConversationReference>,
  activity: JsonObject,
): Promise<void> {
  await adapter.continueConversationAsync(appId, reference, async (context) => {
    // The SDK makes up an id to reply to, and Web Chat waits 5 s for an activity that it has never seen.
    Object.assign(context.activity, { id: reference.activityId });
    // A copy: the SDK writes into what it sends.
    await context.sendActivity(structuredClone(activity) as Partial<Activity>);
  });
}

/** @param sentBefore how many activities of the same call have arrived: trying again would say them twice. */
function failureOf(error: unknown, sentBefore: number): Error {
  if (error instanceof Undeliverable) return error;
  const status = statusOf(error);
  const words = status === undefined ? nameOf(error) : `the channel answered ${status}`;
  if (sentBefore > 0) return new Undeliverable(`${sentBefore} sent, then: ${words}`);
  if (error instanceof NotSent) return error;
  if (error instanceof Overdue) return new Undeliverable('ambiguous: overdue');
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
async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue('overdue')), deadline);
  });
  return Promise.race([work, overdue]).finally(() => clearTimeout(timer));
}

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
