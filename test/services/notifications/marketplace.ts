import { sweep } from '../../../services/deadlines/sweep.ts';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import type { Dispute } from '../../../services/domain/dispute.ts';
import type { Result } from '../../../services/domain/refusal.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import { giveNotices } from '../../../services/notifications/give-notices.ts';
import type { Context, Store } from '../../../services/ports.ts';
import type { DisputeView } from '../../../services/views.ts';
import { anOrder, noon, openCommand } from '../../support/fixtures.ts';

export const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
export const rulebooks = { current: rulebook, of: () => rulebook };

/** A buyer with one order and conversations, a seller, a clock and the sweep, on any store. */
export class Marketplace {
  readonly clock = fixedClock(noon);
  readonly ids = sequentialIds();
  readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  async begin(): Promise<this> {
    await this.store.run(async (tx) => {
      await this.store.rulebooks.keep(tx, rulebook);
      await this.store.orders.put(tx, anOrder());
    });
    return this;
  }

  converse(
    id: string,
    more: { readonly channel?: string; readonly startedAt?: Instant } = {},
  ): Promise<void> {
    const conversation = { id, channel: 'directline', buyerId: 'b-1', userId: 'u', locale: 'en' };
    return this.store.run((tx) =>
      this.store.conversations.create(tx, { ...conversation, startedAt: noon, ...more }),
    );
  }

  /** The buyer is there: something arrives. */
  async hear(conversationId: string): Promise<void> {
    await this.act(({ store, tx }) =>
      store.inbox.store(tx, {
        ...{ conversationId, key: this.ids.next('activity'), activity: {}, answer: '' },
        receivedAt: noon,
      }),
    );
    await this.inbox(conversationId);
  }

  /** In one transaction, as the buyer or as the system. */
  act<T>(work: (ctx: Context) => Promise<T>, more: Partial<Context> = {}): Promise<T> {
    const { store, ids, clock } = this;
    const now = clock.now();
    return store.run((tx) =>
      work({ tx, store, ids, now, rulebooks, principal: { kind: 'system' }, ...more }),
    );
  }

  async open(conversationId?: string): Promise<Dispute> {
    const { form } = openCommand();
    const principal = { kind: 'buyer', id: 'b-1' } as const;
    const more = { principal, ...(conversationId ? { conversationId } : {}) };
    const opened = await this.act(
      (ctx) => openDispute(ctx, { orderId: anOrder().id, itemId: 'i-1', form }),
      more,
    );
    return seen(opened).dispute;
  }

  async refuse(disputeId: string, message = 'No.'): Promise<void> {
    seen(
      await this.act((ctx) =>
        answerAsSeller(ctx, {
          disputeId,
          command: { type: 'refuse', proposalVersion: 1, message },
        }),
      ),
    );
  }

  async wait(hours: number): Promise<void> {
    this.clock.advance(hours * 3_600_000);
    await sweep(this.store, rulebooks, this.ids, this.clock);
  }

  /** Gives until nothing is due; answers where. */
  async give(store = this.store): Promise<readonly string[]> {
    const all: string[] = [];
    const reach = {
      canReach: (place: { channel: string; hasReference: boolean }) =>
        place.hasReference || place.channel === 'directline',
      maxWaiting: 15,
    };
    for (;;) {
      const now = this.clock.now();
      const given = await store.run((tx) => giveNotices({ tx, store, now }, reach));
      all.push(...given.conversationIds);
      if (given.conversationIds.length + given.kept === 0) return all;
    }
  }

  /** Ids of the notices in the conversation's inbox, in the order of their turns; each is ticked off. */
  async inbox(conversationId: string): Promise<readonly unknown[]> {
    const { inbox } = this.store;
    const ids: unknown[] = [];
    for (;;) {
      const row = await this.store.run(async (tx) => {
        const next = await inbox.next(tx, conversationId);
        if (next) await inbox.done(tx, next.id, this.clock.now());
        return next;
      });
      if (!row) return ids;
      ids.push(row.activity.noticeId);
    }
  }
}

function seen(result: Result<DisputeView>): DisputeView {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals.map(({ code }) => code)));
  return result.value;
}
