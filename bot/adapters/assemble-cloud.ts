import type { Logger } from 'pino';
import type { Clock, Store } from '../../services/ports.ts';
import type { Inbox } from '../inbox.ts';
import type { Sender } from '../outbox.ts';
import { type Cloud, createCloud } from './cloud.ts';
import type { CloudConfig } from './cloud-authentication.ts';
import { createCloudReceive } from './cloud-receive.ts';
import { createCloudSender } from './cloud-sender.ts';

export interface CloudParts {
  readonly cloud: Cloud;
  /** Takes the outbox's `channel` rows. */
  readonly sender: Sender;
}

/** Azure Bot Service, both ways: what arrives goes to the inbox, what the outbox holds goes out. */
export function assembleCloud(deps: {
  readonly config: CloudConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly inbox: Inbox;
}): CloudParts {
  const { config, log, store } = deps;
  const cloud = createCloud({ config, log, receive: createCloudReceive(deps) });
  return { cloud, sender: createCloudSender({ store, cloud }) };
}
