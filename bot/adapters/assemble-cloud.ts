import type { Logger } from 'pino';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { UploadDeps } from '../../services/evidence/receive-upload.ts';
import type { Clock } from '../../services/ports.ts';
import type { Inbox } from '../inbox.ts';
import type { Sender } from '../outbox.ts';
import type { News } from '../outbox-news.ts';
import { assembleAttachments } from './assemble-attachments.ts';
import { type Cloud, createCloud } from './cloud.ts';
import type { CloudConfig, Credentials } from './cloud-authentication.ts';
import { createPace } from './cloud-pace.ts';
import { createPictures } from './cloud-pictures.ts';
import { createCloudPress } from './cloud-press.ts';
import { createCloudReceive } from './cloud-receive.ts';
import { createReplies } from './cloud-replies.ts';
import { createCloudSender } from './cloud-sender.ts';
import { sendTyping } from './cloud-typing.ts';

export interface CloudParts {
  readonly cloud: Cloud;
  /** Takes the outbox's `channel` rows. */
  readonly sender: Sender;
}

/** Azure Bot Service, both ways: what arrives goes to the inbox, what the outbox holds goes out. */
export function assembleCloud(
  deps: UploadDeps & {
    readonly config: CloudConfig;
    readonly log: Logger;
    readonly knowledge: Knowledge;
    readonly actionKey: string;
    readonly baseUrl: () => string;
    readonly wallClock: Clock;
    /** Signs the addresses of pictures. */
    readonly secret: string;
    readonly engine: { readonly inbox: Inbox; readonly news: News };
    /** Sends what the outbox holds, now. */
    readonly deliver: () => Promise<unknown>;
    /** For tests. */
    readonly credentials?: Credentials;
    readonly replyMs?: number;
  },
): CloudParts {
  const { config, log } = deps;
  const { inbox, news } = deps.engine;
  const replies = createReplies();
  const attachments = assembleAttachments(deps);
  // Real time, also in a demo whose clock was moved: the limits are the channel's.
  const pace = createPace(() => performance.now());
  const receive = createCloudReceive({ ...deps, inbox, replies, attachments });
  const pictures = createPictures(deps);
  const press = createCloudPress({ ...deps, inbox, pictures });
  const known = deps.credentials && { credentials: deps.credentials };
  const cloud = createCloud({ config, log, receive, press, ...known });
  const { quiet } = sendTyping({ news, log, cloud, replies, pace });
  return { cloud, sender: createCloudSender({ ...deps, pictures, cloud, replies, pace, quiet }) };
}
