import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { signChoice } from '../../bot/channels/action-token.ts';
import type { OpenPrompt } from '../../bot/channels/prompt.ts';
import { createDesk } from '../../bot/handoff/desk.ts';
import { createVoice } from '../../bot/handoff/voice.ts';
import { createNotices } from '../../bot/notices.ts';
import type { TurnDeps } from '../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../bot/turn-engine.ts';
import { principalOf, sceneOf } from '../../bot/turn-scene.ts';
import { talkStateOf } from '../../bot/turn-state.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { converse } from '../../dialogs/main.ts';
import { sweep } from '../../services/deadlines/sweep.ts';
import { receiveUpload } from '../../services/evidence/receive-upload.ts';
import { fixedClock } from '../../services/gateways/clock.ts';
import { sequentialIds } from '../../services/gateways/ids.ts';
import type { DeskContext } from '../../services/handoff/desk-context.ts';
import { sweepDesk } from '../../services/handoff/sweep-desk.ts';
import type { Context, Conversation, Store } from '../../services/ports.ts';
import { openStore } from '../../services/store/open-store.ts';
import { filesInMemory } from '../services/evidence/stand-ins.ts';
import { pictures } from './pictures.ts';
import { realKnowledge, rulebooks, seededAt, seededFolder } from './seeded-demo.ts';

const actionKey = 'action-key';
export const codeKey = 'code-key';

let copies = 0;

/** One buyer's chat with the real dialogs, knowledge, services and turn engine on a SQLite file. */
export class Chat {
  /** What the bot said to the newest step. */
  said: readonly Message[] = [];
  /** Whether the bot speaks by itself when others have acted. */
  hasNotices = false;
  /** Whether the clock works at the agents' desk too. */
  hasDesk = false;
  private readonly clock = fixedClock(seededAt);
  // Above those of the seed.
  private readonly ids = sequentialIds(100);
  private readonly prompts: OpenPrompt[] = [];
  private readonly logged: string[] = [];
  /** Its database. */
  readonly file: string;
  private pressed: string | undefined;
  private opened: { readonly store: Store; readonly engine: TurnEngine; readonly deps: TurnDeps };
  private id: string;

  private constructor(file: string, opened: Chat['opened'], id: string) {
    this.file = file;
    this.opened = opened;
    this.id = id;
  }

  /** A buyer of the demo or a visitor, `emma on sms`; `orderId`: on its page. The bot has greeted when this answers. */
  static async start(who = 'visitor', orderId?: string, joins = true): Promise<Chat> {
    const [person = '', channel = 'directline'] = who.split(' on ');
    const path = await seededFolder();
    copies += 1;
    const file = join(path, `chat-${copies}.db`);
    await copyFile(join(path, 'seeded.db'), file);
    const chat = new Chat(file, undefined as never, 'chat');
    await chat.open();
    await chat.opened.store.run((tx) =>
      chat.opened.store.conversations.create(tx, {
        ...{ id: chat.id, channel, userId: 'dl_test', locale: 'en-GB' },
        ...(person === 'visitor' ? {} : { buyerId: person }),
        startedAt: seededAt,
      }),
    );
    if (joins) await chat.comesFrom(orderId);
    return chat;
  }

  /** The page was loaded, on the page of an order if one is named: `order` or `order/item`. */
  async comesFrom(page?: string): Promise<void> {
    const [orderId = '', itemId] = page?.split('/') ?? [];
    const looking = page && { orderId, ...(itemId ? { itemId } : {}) };
    await this.arrive({ type: 'conversationUpdate', ...(looking ? { looking } : {}) });
  }

  /** The same buyer in another chat of theirs: a new one, which greets, or one that was open before. */
  async goTo(id: string): Promise<void> {
    const { buyerId, channel } = await this.conversation();
    const { store } = this.opened;
    this.said = [];
    this.id = id;
    if (await store.run((tx) => store.conversations.find(tx, id))) return this.hearDesk();
    await store.run((tx) =>
      store.conversations.create(tx, {
        ...{ id, channel, userId: 'dl_test', locale: 'en-GB', startedAt: this.clock.now() },
        ...(buyerId === undefined ? {} : { buyerId }),
      }),
    );
    await this.comesFrom();
  }

  private async open(): Promise<void> {
    const store = await openStore(`sqlite:${this.file}`);
    const knowledge = await realKnowledge();
    const deps = {
      ...{ store, clock: this.clock, ids: this.ids, parallel: 1, knowledge, rulebooks, actionKey },
      log: pino({ level: 'error' }, { write: (line: string) => void this.logged.push(line) }),
      converse: (async (incoming, state, scene, context) => {
        const talk = await converse(incoming, state, scene, context);
        // Of the talks of the seed, too, turns may be taken meanwhile.
        if (scene.conversationId === this.id) this.said = [...this.said, ...talk.messages];
        return talk;
      }) satisfies TurnDeps['converse'],
      baseUrl: () => 'https://help.shop',
      pulledChannels: new Set(['directline']),
      codeKey,
    };
    const engine = createTurnEngine(deps);
    this.opened = { store, engine, deps: { ...deps, news: engine.news } };
  }

  /** As after a crash: nothing is left but the database. */
  async restart(): Promise<void> {
    await this.close();
    await this.open();
  }

  async close(): Promise<void> {
    await this.opened.engine.worker.stop();
    await this.opened.store.close();
  }

  say(text: string): Promise<readonly Message[]> {
    return this.arrive({ type: 'message', text });
  }

  /** Presses a button or a row of the newest prompt, or with `older` of the newest one before it that has it. */
  press(label: string, older = false): Promise<readonly Message[]> {
    const newest = this.prompts.at(-1);
    const among = older ? this.prompts.slice(0, -1).reverse() : newest ? [newest] : [];
    for (const prompt of among) {
      const choice =
        prompt.choices.find((one) => one.label === label) ??
        prompt.choices.find(({ synonyms }) => synonyms.includes(label));
      if (!choice) continue;
      this.pressed = signChoice(actionKey, this.id, prompt.id, choice.id);
      return this.pressAgain();
    }
    const labels = newest?.choices.map((choice) => choice.label).join(', ');
    throw new Error(`There is no button "${label}", only: ${labels}`);
  }

  /** The button that was pressed last, once more. */
  pressAgain(): Promise<readonly Message[]> {
    return this.arrive({ type: 'message', value: { action: this.pressed ?? '' } });
  }

  async send(names: readonly string[], text = ''): Promise<readonly Message[]> {
    const { store } = this.opened;
    const state = talkStateOf((await this.conversation()).state);
    const allowed = state.prompt?.attach ?? 'openingFiles';
    const principal = principalOf(await this.conversation());
    const uploads: string[] = [];
    const lost = names.filter((name) => name.startsWith('lost'));
    for (const name of names.filter((one) => !lost.includes(one))) {
      const upload = await receiveUpload(
        {
          ...{ store, ids: this.ids, clock: this.clock, rulebooks, images: pictures },
          files: filesInMemory().files,
        },
        {
          ...{ conversationId: this.id, principal, name, allowed },
          bytes: new Uint8Array(name.startsWith('huge') ? 5_557_452 : 120_000).fill(name.length),
        },
      );
      uploads.push(upload.id);
    }
    const missing = lost.length > 0 ? { failedFiles: lost.length } : {};
    return this.arrive({ type: 'message', text, uploads, ...missing });
  }

  /** Moves the clock and lets it do what is due. */
  async wait(ms: number): Promise<void> {
    this.clock.advance(ms);
    await sweep(this.opened.store, rulebooks, this.ids, this.clock);
  }

  /** An agent acts; the lines of the product about it are among what was said. */
  async asAgent<T>(work: (ctx: DeskContext, handoffId: string) => Promise<T>): Promise<T> {
    this.said = [];
    const { store, deps } = this.opened;
    const desk = createDesk({
      ...{ store, clock: this.clock, ids: this.ids, rulebooks, voice: createVoice(deps) },
      staff: { nameOf: async () => 'Agnes', roleOf: async () => 'agent' as const },
      audit: async () => {},
    });
    const { lastSeq } = await this.conversation();
    const result = await desk.run({ kind: 'staff', id: 'agnes', role: 'agent' }, async (ctx) => {
      const [newest] = await store.desk.handoffs.ofConversation(ctx.tx, this.id);
      return work(ctx, newest?.id ?? '');
    });
    await this.hearLines(lastSeq);
    await this.hearDesk();
    return result;
  }

  private async hearLines(after: number): Promise<void> {
    const { store } = this.opened;
    const stored = await store.run((tx) =>
      store.conversations.messagesAfter(tx, this.id, after, 100),
    );
    for (const { from, activity } of stored)
      if (from === 'system') {
        const text = { kind: 'quote', text: String(activity.text) } as const;
        this.said = [...this.said, { text: [{ key: 'common.text', data: { text } }] }];
      }
  }

  /** What the desk has left for the bot to say. */
  async hearDesk(): Promise<void> {
    await this.opened.engine.worker.findWaiting();
    await this.settled();
  }

  /** The clock at the desk. */
  async waitAtDesk(): Promise<void> {
    await sweepDesk(this.opened.store, rulebooks, this.ids, this.clock);
    await this.hearDesk();
  }

  /** What the bot says by itself now, if it does. */
  async hearNotices(): Promise<void> {
    if (!this.hasNotices) return;
    const { store, engine, deps } = this.opened;
    const { worker } = engine;
    await createNotices({ ...deps, store, worker }).deliver();
    await this.settled();
  }

  /** Somebody else acts meanwhile. */
  meanwhile<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
    const { store } = this.opened;
    return store.run((tx) => work({ ...this.context(store), tx }));
  }

  private context(store: Store): Omit<Context, 'tx'> {
    const now = this.clock.now();
    return { store, rulebooks, ids: this.ids, now, principal: { kind: 'system' } };
  }

  /** What the dialogs of this moment are given, for a turn that is tried out and rolled back. */
  async trial<T>(
    work: (scene: Scene, dialogs: ReturnType<typeof talkStateOf>['dialogs']) => Promise<T>,
  ): Promise<T> {
    const conversation = await this.conversation();
    const { dialogs } = talkStateOf(conversation.state);
    const rollBack = new Error('Tried out.');
    const results: { readonly value: T }[] = [];
    const tried = this.opened.store.run(async (tx) => {
      results.push({
        value: await work(await sceneOf(this.opened.deps, tx, conversation), dialogs),
      });
      throw rollBack;
    });
    await tried.catch((cause) => {
      if (cause !== rollBack) throw cause;
    });
    const [result] = results;
    if (!result) throw new Error('The trial came to nothing.');
    return result.value;
  }

  async conversation(): Promise<Conversation> {
    const { store } = this.opened;
    const found = await store.run((tx) => store.conversations.find(tx, this.id));
    if (!found) throw new Error('The conversation is gone.');
    return found;
  }

  /** As an adapter puts it into the inbox. */
  async arrive(activity: Record<string, unknown>): Promise<readonly Message[]> {
    this.said = [];
    const stored = JSON.parse(JSON.stringify(activity));
    const { engine } = this.opened;
    await engine.inbox.accept({ conversationId: this.id, activity: stored, echo: stored });
    await this.settled();
    return this.said;
  }

  /** Every turn has been taken, and the newest prompt is known. */
  private async settled(): Promise<void> {
    await this.opened.engine.worker.idle();
    if (this.logged.length > 0) throw new Error(this.logged.splice(0).join('\n'));
    const { prompt } = talkStateOf((await this.conversation()).state);
    if (prompt && prompt.id !== this.prompts.at(-1)?.id) this.prompts.push(prompt);
  }
}
