import type { Order } from '../../services/domain/order.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { fixedClock } from '../../services/gateways/clock.ts';
import { randomIds } from '../../services/gateways/ids.ts';
import { buyerSpoke } from '../../services/handoff/buyer-spoke.ts';
import type { DeskContext, Staff } from '../../services/handoff/desk-context.ts';
import { requestPerson } from '../../services/handoff/request-person.ts';
import { sweepDesk } from '../../services/handoff/sweep-desk.ts';
import type { Standing } from '../../services/handoff/views.ts';
import type { HandoffReason } from '../../services/handoff-port.ts';
import type { Context, Principal, Store } from '../../services/ports.ts';
import { aBuyer, anOrder, noon } from './fixtures.ts';

const current = createRulebook({ policyZone: 'UTC', holidays: [] });
export const rulebooks = { current, of: () => current };

export const agnes: Staff = { kind: 'staff', id: 'agnes', role: 'agent' };
export const ben: Staff = { kind: 'staff', id: 'ben', role: 'agent' };
export const clara: Staff = { kind: 'staff', id: 'clara', role: 'case_manager' };
export const ada: Staff = { kind: 'staff', id: 'ada', role: 'admin' };
const people = new Map([agnes, ben, clara, ada].map((one) => [one.id, one]));

/** The desk over a store, with staff by their ids and every deed of theirs written down. */
export class TestDesk {
  readonly clock = fixedClock(noon);
  readonly ids = randomIds();
  readonly deeds: { readonly what: string; readonly by: string }[] = [];
  readonly store: Store;
  private orders = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** A use case of a member of staff. */
  as<T>(principal: Staff, work: (ctx: DeskContext) => Promise<T>): Promise<T> {
    return this.run(principal, (ctx) =>
      work({
        ...ctx,
        principal,
        voice: {
          typed: (_conversation, { text, agent }) => [
            { type: 'message', text, from: { name: agent } },
          ],
          line: (_tx, _conversation, { what, agent }) =>
            Promise.resolve([{ type: 'message', text: `${agent} ${what}` }]),
          picture: ({ channel }, { uploadId, name, contentType, agent }) =>
            channel === 'directline'
              ? {
                  ...{ type: 'message', from: { name: agent } },
                  attachments: [{ contentType, name, contentUrl: `upload:${uploadId}` }],
                }
              : undefined,
          isPushed: (channel) => channel !== 'directline',
        },
        staff: {
          nameOf: (_tx, id) => Promise.resolve(id[0]?.toUpperCase() + id.slice(1)),
          roleOf: (_tx, id) => Promise.resolve(people.get(id)?.role),
        },
        audit: ({ what }) => {
          this.deeds.push({ what, by: principal.id });
          return Promise.resolve();
        },
      }),
    );
  }

  run<T>(principal: Principal, work: (ctx: Context) => Promise<T>): Promise<T> {
    const { store, ids } = this;
    const now = this.clock.now();
    return store.run((tx) => work({ tx, store, principal, now, rulebooks, ids }));
  }

  /** An order of a buyer of its own; both are told to the store. */
  async order(changes: Partial<Order> = {}): Promise<Order> {
    this.orders += 1;
    const id = `80112233445566${String(this.orders).padStart(2, '0')}`;
    const order = anOrder({ id, buyer: aBuyer({ id: `b-${this.orders}` }), ...changes });
    await this.store.run((tx) => this.store.orders.put(tx, order));
    return order;
  }

  async conversation(buyerId?: string, channel = 'directline'): Promise<string> {
    const id = this.ids.next('conversation');
    await this.store.run((tx) =>
      this.store.conversations.create(tx, {
        ...{ id, channel, userId: `dl_${buyerId ?? id}`, locale: 'en', startedAt: noon },
        ...(buyerId === undefined ? {} : { buyerId }),
      }),
    );
    return id;
  }

  /** A person is asked for in a conversation of its own, or in this one. */
  async asked(
    options: {
      readonly conversationId?: string;
      readonly buyerId?: string;
      readonly orderId?: string;
      readonly reason?: HandoffReason;
      readonly wish?: string;
      readonly goal?: string;
    } = {},
  ): Promise<Standing> {
    const { buyerId, orderId, goal, reason = 'asked', wish = 'Help me' } = options;
    const conversationId = options.conversationId ?? (await this.conversation(buyerId));
    const principal: Principal =
      buyerId === undefined ? { kind: 'visitor' } : { kind: 'buyer', id: buyerId };
    return this.run(principal, (ctx) =>
      requestPerson(ctx, {
        ...{ conversationId, reason, wish },
        capsule: { slots: {}, misses: 0, ...(goal === undefined ? {} : { goal }) },
        ...(orderId === undefined ? {} : { orderId }),
      }),
    );
  }

  /** The buyer says something, as the inbox stores it. Answers its number. */
  async says(conversationId: string, text: string): Promise<number> {
    const { store } = this;
    return this.run({ kind: 'system' }, async ({ tx, now }) => {
      const conversation = await store.conversations.find(tx, conversationId);
      const activity = { type: 'message', text };
      const id = this.ids.next('activity');
      const [said] = await store.conversations.append(
        tx,
        conversationId,
        [{ id, from: 'buyer', activity }],
        now,
      );
      if (conversation) await buyerSpoke({ store, tx, now }, conversation);
      return said?.seq ?? 0;
    });
  }

  sweep(): ReturnType<typeof sweepDesk> {
    return sweepDesk(this.store, rulebooks, this.ids, this.clock);
  }

  texts(conversationId: string): Promise<readonly unknown[]> {
    return this.store.run(async (tx) =>
      (await this.store.conversations.messagesAfter(tx, conversationId, 0, 100)).map(
        ({ from, activity }) => `${from}: ${String(activity.text)}`,
      ),
    );
  }

  owner(conversationId: string): Promise<string | undefined> {
    return this.store.run(
      async (tx) => (await this.store.conversations.find(tx, conversationId))?.owner,
    );
  }

  /** What the bot has been left to say. */
  left(conversationId: string): Promise<readonly unknown[]> {
    return this.store.run(async (tx) => {
      const row = await this.store.inbox.next(tx, conversationId);
      return row ? [row.activity.what] : [];
    });
  }
}

export const codesOf = (result: {
  readonly ok: boolean;
  readonly refusals?: readonly { readonly code: string }[];
}): readonly string[] => (result.ok ? [] : (result.refusals ?? []).map(({ code }) => code));
