import { pino } from 'pino';
import type { Converse, TurnDeps } from '../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../bot/turn-engine.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import type { Instant } from '../../services/domain/time.ts';
import { fixedClock } from '../../services/gateways/clock.ts';
import { randomIds } from '../../services/gateways/ids.ts';
import type { Conversation, JsonObject, Store, StoredMessage } from '../../services/ports.ts';
import { migrateUp, openStore } from '../../services/store/open-store.ts';
import { plainKnowledge, testConverse } from './server-dialog.ts';

/** One conversation and the turn engine over a real store in memory, without HTTP. */
export interface TestConversation {
  readonly id: string;
  readonly store: Store;
  readonly engine: TurnEngine;
  readonly logged: readonly string[];
  /** Accepts a message, waits until nothing is left to do, answers what the bot said to it. */
  say(text: string, more?: JsonObject): Promise<readonly StoredMessage[]>;
  messages(): Promise<readonly StoredMessage[]>;
  current(): Promise<Conversation>;
  close(): Promise<void>;
}

export async function startConversation(
  options: {
    readonly converse?: Converse;
    readonly channel?: string;
    readonly buyerId?: string;
    readonly store?: (store: Store) => Store;
    readonly knowledge?: TurnDeps['knowledge'];
    readonly times?: TurnDeps['times'];
    readonly posted?: () => void;
  } = {},
): Promise<TestConversation> {
  const real = await openStore('sqlite::memory:');
  await migrateUp(real);
  const store = options.store?.(real) ?? real;
  const logged: string[] = [];
  const clock = fixedClock(Date.parse('2026-11-22T12:00:00Z') as Instant);
  const ids = randomIds();
  const current = createRulebook({ policyZone: 'UTC', holidays: [] });
  const engine = createTurnEngine({
    ...{ store, clock, ids, parallel: 1 },
    log: pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }),
    knowledge: options.knowledge ?? plainKnowledge,
    rulebooks: { current, of: () => current },
    converse: options.converse ?? testConverse,
    actionKey: 'action-key',
    baseUrl: () => 'http://localhost',
    pulledChannels: new Set(['directline']),
    ...(options.times && { times: options.times }),
    ...(options.posted && { posted: options.posted }),
  });
  const id = ids.next('conversation');
  await real.run((tx) =>
    real.conversations.create(tx, {
      ...{ id, channel: options.channel ?? 'directline', userId: 'dl_ana', locale: 'en' },
      ...(options.buyerId ? { buyerId: options.buyerId } : {}),
      startedAt: clock.now(),
    }),
  );
  const messages = () => real.run((tx) => real.conversations.messagesAfter(tx, id, 0, 1000));
  return {
    ...{ id, store: real, engine, logged, messages },
    async say(text, more = {}) {
      const before = (await messages()).length;
      const activity = { type: 'message', text, ...more };
      await engine.inbox.accept({ conversationId: id, activity, echo: activity });
      await engine.worker.idle();
      return (await messages()).slice(before).filter((message) => message.from !== 'buyer');
    },
    async current() {
      const found = await real.run((tx) => real.conversations.find(tx, id));
      if (!found) throw new Error('the conversation is gone');
      return found;
    },
    async close() {
      await engine.worker.stop();
      await real.close();
    },
  };
}

/** What a button of the newest prompt carries. */
export function buttonOf(message: StoredMessage | undefined, title: string): string {
  const suggested = message?.activity.suggestedActions as
    | {
        readonly actions: readonly { readonly title: string; readonly value: { action: string } }[];
      }
    | undefined;
  const button = suggested?.actions.find((action) => action.title === title);
  if (!button) throw new Error(`no button ${title} in ${JSON.stringify(message)}`);
  return button.value.action;
}

export const textsOf = (messages: readonly StoredMessage[]): readonly unknown[] =>
  messages.map((message) => message.activity.text);
