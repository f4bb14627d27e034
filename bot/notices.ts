import type { Logger } from 'pino';
import type { Instant } from '../services/domain/time.ts';
import {
  type Given,
  type Giving,
  giveNotices,
  type Reach,
} from '../services/notifications/give-notices.ts';
import { giveSellerMessages } from '../services/notifications/give-seller-messages.ts';
import type { Clock, Store } from '../services/ports.ts';
import { isWindowOpen } from './channels/window.ts';
import { MAX_WAITING } from './inbox.ts';
import type { Worker } from './worker.ts';

export interface NoticesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly worker: Pick<Worker, 'wake'>;
  /** Channels whose clients read the transcript themselves; the others need an address. */
  readonly pulledChannels: ReadonlySet<string>;
  readonly log?: Logger;
}

export interface Notices {
  /** Gives everything that is due to its conversation's inbox and wakes the turns; answers how many were given. */
  deliver(): Promise<number>;
}

/** Rounds of one call: a long backlog leaves room for the sweep and the outbox. */
const MAX_ROUNDS = 20;
/** So that buyers who talk meanwhile still find room. */
const MAX_WAITING_OF_NOTICES = MAX_WAITING - 5;

export function createNotices(deps: NoticesDeps): Notices {
  const { store, clock, worker, pulledChannels, log } = deps;
  /** A chat whose channel takes nothing any more is passed over for another one of the buyer's. */
  const reachAt = (now: Instant): Reach => ({
    canReach: ({ conversationId, channel, hasReference, heardAt }) => {
      if (pulledChannels.has(channel)) return true;
      if (!hasReference || isWindowOpen(channel, heardAt, now)) return hasReference;
      log?.info(
        { conversationId, channel },
        'news not delivered: the window of the chat is closed',
      );
      return false;
    },
    maxWaiting: MAX_WAITING_OF_NOTICES,
  });
  return {
    async deliver() {
      let count = 0;
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const now = clock.now();
        const given = await store.run((tx) => giveAll({ tx, store, now }, reachAt(now)));
        for (const id of new Set(given.conversationIds)) worker.wake(id);
        count += given.conversationIds.length;
        if (given.conversationIds.length + given.kept === 0) break;
      }
      return count;
    },
  };
}

/** News of the buyers' disputes, and what sellers wrote. */
async function giveAll(ctx: Giving, reach: Reach): Promise<Given> {
  const news = await giveNotices(ctx, reach);
  const words = await giveSellerMessages(ctx, reach);
  return {
    conversationIds: [...news.conversationIds, ...words.conversationIds],
    kept: news.kept + words.kept,
  };
}
