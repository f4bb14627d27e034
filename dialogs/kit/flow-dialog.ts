// Subpaths on purpose: the package's index loads the prompts and with them slow recognizers (0.5 s).
import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogContextError } from 'botbuilder-dialogs/lib/dialogContextError.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { JsonObject } from '../../services/ports.ts';
import type { Frame } from './flow.ts';
import type { Reply } from './reply.ts';
import type { Beginning, Progress, Runner } from './run.ts';
import type { Scene } from './scene.ts';

/** botbuilder's TurnContext, by the name that only the kit knows. */
export type TurnContext = DialogContext['context'];

type Wish =
  | { readonly kind: 'begin'; readonly beginning: Beginning }
  | { readonly kind: 'ask'; readonly frame: Frame }
  | { readonly kind: 'take'; readonly reply: Reply };

/** What one call wants, and what came of it: the SDK's signatures have no room for either. */
interface Turn {
  readonly scene: Scene;
  readonly wish: Wish;
  progress?: Progress;
}

const turnKey = Symbol('flow turn');

/** One flow as a dialog of the SDK: its instance's state is the frame. */
class FlowDialog extends Dialog {
  private readonly flow: Runner;

  constructor(flow: Runner) {
    super(flow.name);
    this.flow = flow;
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.run(dc);
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.run(dc);
  }

  private async run(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = dc.context.turnState.get<Turn>(turnKey);
    turn.progress = await this.fulfil(turn, dc.activeDialog?.state);
    if (turn.progress.kind === 'missed') return Dialog.EndOfTurn;
    if (turn.progress.kind !== 'waits') return dc.endDialog();
    if (dc.activeDialog) dc.activeDialog.state = turn.progress.frame;
    return Dialog.EndOfTurn;
  }

  private fulfil({ wish, scene }: Turn, frame: Frame): Promise<Progress> {
    if (wish.kind === 'take') return this.flow.take(frame, wish.reply, scene);
    if (wish.kind === 'ask') return this.flow.ask(wish.frame, scene);
    return this.flow.begin(wish.beginning.args, wish.beginning.trail, scene);
  }
}

/** The open flow of a conversation, carried by the SDK's dialog stack. Never deeper than one. */
export interface Stack {
  active(): Frame | undefined;
  begin(beginning: Beginning): Promise<Progress>;
  /** Asks the frame's question again, or takes up a kept one. */
  ask(frame: Frame): Promise<Progress>;
  take(reply: Reply): Promise<Progress>;
  missed(misses: number): void;
  leave(): Promise<void>;
  saved(): JsonObject;
}

/** The table of flows as the SDK wants it; made once. */
export function dialogSet(flows: ReadonlyMap<string, Runner>): DialogSet {
  const set = new DialogSet();
  for (const flow of flows.values()) set.add(new FlowDialog(flow));
  return set;
}

/** Takes up the stored stack; a frame of a flow that is gone is dropped. */
export function openStack(
  set: DialogSet,
  stored: JsonObject | undefined,
  turnContext: TurnContext,
  scene: Scene,
): Stack {
  const dialogStack = instancesIn(stored).filter(({ id }) => set.find(id) !== undefined);
  const dc = new DialogContext(set, turnContext, { dialogStack });

  async function run(wish: Wish, act: () => Promise<unknown>): Promise<Progress> {
    const turn: Turn = { scene, wish };
    turnContext.turnState.set(turnKey, turn);
    await act().catch(rethrowCause);
    if (!turn.progress) throw new Error('The dialog stack did not answer.');
    return turn.progress;
  }

  return {
    active: () => dc.activeDialog?.state,
    begin: (beginning) => run({ kind: 'begin', beginning }, () => dc.replaceDialog(beginning.flow)),
    ask: (frame) => run({ kind: 'ask', frame }, () => dc.replaceDialog(frame.flow)),
    take: (reply) => run({ kind: 'take', reply }, () => dc.continueDialog()),
    missed: (misses) => {
      if (dc.activeDialog) dc.activeDialog.state = { ...dc.activeDialog.state, misses };
    },
    leave: async () => {
      await dc.cancelAllDialogs();
    },
    saved: () => ({ dialogStack: dc.stack.map(({ id, state }) => ({ id, state })) }),
  };
}

interface Instance {
  readonly id: string;
  readonly state: Frame;
}

const instancesIn = (stored: JsonObject | undefined): Instance[] =>
  Array.isArray(stored?.dialogStack) ? [...stored.dialogStack].filter(isInstance) : [];

const isInstance = (value: unknown): value is Instance =>
  typeof value === 'object' && value !== null && 'id' in value && 'state' in value;

/** The SDK wraps every throw; a fault of the store must stay what it is. */
function rethrowCause(wrapped: unknown): never {
  throw wrapped instanceof DialogContextError ? wrapped.error : wrapped;
}
