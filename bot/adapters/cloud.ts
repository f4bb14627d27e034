import type { IncomingMessage } from 'node:http';
import { type Activity, CloudAdapter, type InvokeResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Json, JsonObject } from '../../services/ports.ts';
import { Undeliverable } from '../outbox.ts';
import { readCloudActivity } from './cloud-activity.ts';
import {
  type CloudConfig,
  type Credentials,
  createAuthentication,
  Unauthorized,
} from './cloud-authentication.ts';
import { createConnectorHttp } from './cloud-http-client.ts';
import { withoutMention } from './cloud-mention.ts';
import { aloud, quietly } from './cloud-quiet.ts';
import { failureOf, sendOne, updateOne, within } from './cloud-send.ts';
import { isTrustedServiceUrl } from './cloud-service-url.ts';
import { ChannelHandler } from './teams-handler.ts';

/** Milliseconds for one call to a channel, and for the verification of a token. */
const DEADLINE = 10_000;
const BEARER = /^Bearer [A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const MAX_HEADER = 10_000;
const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/** A verified activity of a channel and where to answer it. */
export interface CloudArrival {
  readonly activity: JsonObject;
  readonly reference: JsonObject;
  /** It names the bot: on Teams the only way to reach it in a group. */
  readonly mentioned: boolean;
}

/** Waits for what is answered, at most some seconds: for a caller who wants the replies in the HTTP answer. */
export type AwaitReplies = () => Promise<readonly JsonObject[]>;

/** What a pressed Action.Execute is answered with: a card in place of its own, or a text. */
export interface CardAnswer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: Json;
}

/** What the HTTP call is answered with. */
export interface Heard {
  readonly status: number;
  readonly body: unknown;
}

export interface CloudDeps {
  readonly config: CloudConfig;
  readonly log: Logger;
  /** Stores it; recognises what came before by its id. A throw is answered with 500, so that the channel sends it again. */
  readonly receive: (arrival: CloudArrival) => Promise<AwaitReplies | undefined>;
  readonly press: (arrival: CloudArrival) => Promise<CardAnswer>;
  /** For tests. */
  readonly credentials?: Credentials;
  readonly deadline?: number;
}

export interface Cloud {
  /** Throws `Unauthorized`, a `Problem` of 400, or a fault. Nothing was received then. */
  hear(req: IncomingMessage, readBody: () => Promise<unknown>): Promise<Heard>;
  /**
   * In order; answers the channel's own ids. Throws `NotSent` or `NotNow` if it is worth trying again, `Undeliverable` if
   * trying again can't help, `Ambiguous` if that could say it twice.
   */
  send(reference: JsonObject, activities: readonly JsonObject[]): Promise<readonly string[]>;
  /** Replaces what was sent under the activity's id. Throws as `send`. */
  update(reference: JsonObject, activity: JsonObject): Promise<void>;
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
  const sending = { adapter, appId: config.appId ?? '' };

  /** The token goes nowhere else, and the SDK's own calls have no end. */
  const call = async <T>(reference: JsonObject, sentBefore: number, work: () => Promise<T>) => {
    if (!isTrustedBy(config, reference.serviceUrl))
      throw new Undeliverable('serviceUrl is not trusted');
    return within(3 * deadline, quietly(work)).catch((error: unknown) => {
      throw failureOf(error, sentBefore);
    });
  };
  return {
    async hear(req, readBody) {
      const header = admit(req, config);
      const activity = readCloudActivity(await readBody());
      if (!isTrustedBy(config, activity.serviceUrl))
        throw new Unauthorized('serviceUrl is not trusted');
      // The SDK verifies these by keys that it reads from elsewhere.
      if (activity.channelId.toLowerCase() === 'asechannel') throw new Unauthorized('ASE channel');
      return hearWith(deps, activity, (handler) =>
        within(
          deadline,
          quietly(() => adapter.verified(header, activity, (context) => handler.run(context))),
        ),
      );
    },
    async send(reference, activities) {
      const ids: string[] = [];
      for (const [i, activity] of activities.entries())
        ids.push(await call(reference, i, () => sendOne(sending, reference, activity)));
      return ids;
    },
    update: (reference, activity) =>
      call(reference, 0, () => updateOne(sending, reference, activity)),
  };
}

/** The SDK verifies and tells apart what came; what is done with it is `receive` and `press`. */
async function hearWith(
  deps: CloudDeps,
  { type }: Activity,
  run: (handler: ChannelHandler) => Promise<InvokeResponse | undefined>,
): Promise<Heard> {
  const replies: AwaitReplies[] = [];
  const handler = new ChannelHandler({
    async received(context) {
      const awaited = await aloud(() => deps.receive(arrivalOf(context)));
      if (awaited) replies.push(awaited);
    },
    pressed: (context) =>
      aloud(async () => ({ ...(await deps.press(arrivalOf(context))) }) as never),
  });
  const answer = await run(handler);
  if (type === 'invoke') return { status: answer?.status ?? 501, body: answer?.body };
  const [awaited] = replies;
  return { status: 200, body: awaited ? { activities: await awaited() } : {} };
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
  const { callerId: _, ...heard } = toJson(context.activity);
  const { mentioned, text } = withoutMention(heard);
  return {
    activity: { ...heard, ...(text !== undefined && { text }) },
    reference: toJson(TurnContext.getConversationReference(context.activity)),
    mentioned,
  };
}

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
