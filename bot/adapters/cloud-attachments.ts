import { setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { Conversation, JsonObject, Rulebooks } from '../../services/ports.ts';
import {
  type ArrivedFile,
  attachmentOf,
  type ReceiveUpload,
  receiveFiles,
} from '../arrived-files.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import { guardedLookup } from '../webhooks-address.ts';
import { objectOf } from './cloud-conversation.ts';
import { fileHosts, filesIn, type NamedFile, nameOf } from './cloud-files.ts';
import { connectorHosts } from './cloud-service-url.ts';
import { createPlaces, type Places } from './direct-line/places.ts';
import { type FetchWay, fetchFile, isOneOf, NotFetched } from './fetch-file.ts';

export interface CloudAttachmentsDeps {
  readonly log: Logger;
  readonly rulebooks: Rulebooks;
  readonly receiveUpload: ReceiveUpload;
  /** Bytes of files, by conversation. */
  readonly uploadQuota: RateLimiter;
  /** The `authorization` header for the connector. */
  readonly botToken: () => Promise<string | undefined>;
  /** Hosts of the connector in another cloud than the public one. */
  readonly serviceHosts?: readonly string[];
  /** For tests. */
  readonly lookup?: LookupFunction;
  readonly at?: { readonly port: number; readonly ca: string };
  readonly deadlineMs?: number;
}

/** What became of the files of an activity. */
export interface Attached {
  /** For the turn. */
  readonly uploads: readonly string[];
  /** For the transcript. */
  readonly shown: readonly JsonObject[];
  /** How many could not be had. */
  readonly failed: number;
}

/** Milliseconds for all files of an activity together: the channel waits for an answer. */
const DEADLINE_MS = 8_000;
/** Bytes of all files of an activity together: photos come larger than the rules take them. */
const MAX_BYTES = 24 * 1024 * 1024;
/** Activities whose files are held in memory at one time. */
const AT_ONCE = 2;

const NONE: Attached = { uploads: [], shown: [], failed: 0 };

/**
 * Fetches the files that a verified activity of a channel names, from that channel's own hosts alone, and inspects
 * them as those of our own chat. Never throws for a file that can't be had. The same activity is fetched once, also if the
 * channel sends it again meanwhile.
 */
export function createCloudAttachments(deps: CloudAttachmentsDeps) {
  const places = createPlaces({ each: AT_ONCE, all: AT_ONCE });
  const running = new Map<string, Promise<Attached>>();
  return async (activity: JsonObject, conversation: Conversation): Promise<Attached> => {
    const files = filesIn(activity);
    if (files.length === 0) return NONE;
    const key = JSON.stringify([conversation.id, activity.id ?? null]);
    const begun = running.get(key);
    if (begun) return begun;
    const work = attach(deps, places, activity, conversation, files);
    running.set(key, work);
    return work.finally(() => running.delete(key));
  };
}

async function attach(
  deps: CloudAttachmentsDeps,
  places: Places,
  activity: JsonObject,
  conversation: Conversation,
  files: readonly NamedFile[],
): Promise<Attached> {
  const { log } = deps;
  const giveBack = places.take(conversation.id);
  if (!giveBack) {
    log.warn({ conversationId: conversation.id }, 'no place to fetch files');
    return { ...NONE, failed: files.length };
  }
  try {
    const had = await fetchAll(deps, activity, conversation, files);
    const uploads = await receiveFiles(deps, conversation, had);
    return {
      uploads: uploads.map(({ id }) => id),
      shown: uploads.map(attachmentOf),
      failed: files.length - had.length,
    };
  } finally {
    giveBack();
  }
}

/** Those that could be had, in their order; why the others could not is in the log. */
async function fetchAll(
  deps: CloudAttachmentsDeps,
  activity: JsonObject,
  conversation: Conversation,
  files: readonly NamedFile[],
): Promise<readonly ArrivedFile[]> {
  const most = deps.rulebooks.current.rules.evidenceMaxFiles.value;
  const way = wayOf(deps, activity);
  const had = await Promise.all(
    files.slice(0, most).map(async (file, index): Promise<readonly ArrivedFile[]> => {
      try {
        const bytes = await fetchFile(file.url, way);
        return [{ name: nameOf(file, bytes, index + 1), bytes }];
      } catch (error) {
        if (!(error instanceof NotFetched)) throw error;
        const { channel, id } = conversation;
        deps.log.warn(
          { channel, conversationId: id, why: error.message },
          'a file was not fetched',
        );
        return [];
      }
    }),
  );
  const arrived = had.flat();
  const size = arrived.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (size === 0 || deps.uploadQuota.take(conversation.id, size) === 0) return arrived;
  deps.log.warn({ conversationId: conversation.id }, 'too many bytes of files today');
  return [];
}

function wayOf(deps: CloudAttachmentsDeps, activity: JsonObject): FetchWay {
  const connector = connectorHosts(deps.serviceHosts);
  const signal = AbortSignal.timeout(deps.deadlineMs ?? DEADLINE_MS);
  // Every request of every file waits for it.
  setMaxListeners(0, signal);
  return {
    hosts: [...(fileHosts[String(activity.channelId)] ?? []), ...connector],
    headers: (url) => headersFor(deps, activity, connector, url),
    budget: { left: MAX_BYTES },
    signal,
    lookup: deps.lookup ?? guardedLookup(false),
    ...deps.at,
  };
}

/** Each token goes to its own host and nowhere else: the bot's to the connector, Slack's to Slack. */
async function headersFor(
  { botToken }: CloudAttachmentsDeps,
  { channelId, channelData }: JsonObject,
  connector: readonly string[],
  url: URL,
): Promise<Readonly<Record<string, string>>> {
  if (isOneOf(url, connector)) {
    const authorization = await botToken();
    return authorization === undefined ? {} : { authorization };
  }
  const { ApiToken: slack } = objectOf(channelData);
  const isSlack = channelId === 'slack' && url.hostname === 'files.slack.com';
  return isSlack && typeof slack === 'string' ? { authorization: `Bearer ${slack}` } : {};
}
