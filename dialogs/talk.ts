import type { Understood } from '../knowledge/knowledge.ts';
import type { Phrase } from '../knowledge/phrase.ts';
import { flowDialogs, flows } from './flows.ts';
import { textArg } from './kit/args.ts';
import { ledBy } from './kit/choices.ts';
import type { Frame } from './kit/flow.ts';
import { openStack, type Stack, type TurnContext } from './kit/flow-dialog.ts';
import type { JsonArgs, Message } from './kit/message.ts';
import type { Reply } from './kit/reply.ts';
import type { Beginning, Progress, Runner } from './kit/run.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, saying } from './kit/values.ts';
import { plain } from './kit/words.ts';
import type { MainState } from './main-state.ts';
import { menu, noneOfThese } from './menu.ts';
import { echoOf, withNamed } from './named-items.ts';
import { pickerOf } from './pick-dispute.ts';
import { readText } from './reading.ts';
import { askToSignIn, signIn, withoutWish } from './sign-in.ts';
import { signedOut } from './sign-out.ts';
import { type Seen, situationOf } from './situation.ts';
import { stepsUp } from './step-up.ts';
import { rememberTold, toldBefore, toldEcho } from './told.ts';

/** Flows that begin each other more often than this in one turn run in a circle. */
const maxBegun = 8;
/** Leaving asks only when at least this many answers would be lost (R20). */
const answersWorthKeeping = 3;

/** One turn of a conversation: what is said, and which flow is open at its end. */
export class Talk {
  readonly scene: Scene;
  readonly state: MainState;
  readonly messages: Message[] = [];
  handOff: string | undefined;
  /** With the hand off for words of risk: which. */
  risk: string | undefined;
  /** With a hand off that a flow wanted: what it is about. */
  handOffAbout: JsonArgs = {};
  /** This turn did not understand, or asked what was meant: for feedback.ts. */
  unsure: 'missed' | 'asked' | undefined;
  /** Something else was asked for in this very turn. */
  hasNewSecond = false;
  /** Nothing said before may be answered any more. */
  forgets = false;
  /** What the buyer wrote in this turn. */
  heard = '';
  /** What they wrote in the turn before; for words that must not count twice. */
  readonly heardBefore: string;
  private readonly stack: Stack;
  private begun = 0;
  /** The open question at the start of the turn. */
  readonly before: Frame | undefined;
  private seen: Seen | undefined;
  /** A turn asks for the meaning of the same text, and of its parts, many times. */
  private readonly readings = new Map<string, Understood>();

  constructor(state: MainState, scene: Scene, turnContext: TurnContext) {
    this.state = state;
    this.scene = scene;
    this.heardBefore = state.feedback.heard ?? '';
    this.stack = openStack(flowDialogs, state.dialogs, turnContext, scene);
    this.before = this.stack.active();
  }

  /** What is known before the text is read: looked up once a turn, and only where a text came. */
  async look(): Promise<void> {
    if (this.seen) return;
    this.seen = await situationOf(this.before, this.scene);
    // What was read without it may mean something else now.
    this.readings.clear();
  }

  /** The seller's offer waits for the buyer. */
  get hasOffer(): boolean {
    return this.seen?.situation.hasOffer ?? false;
  }

  /** The sum is the seller's own offer. */
  isOffered(minor: unknown): boolean {
    return this.seen?.offered.includes(String(minor)) ?? false;
  }

  understand(text: string): Understood {
    const known = this.readings.get(text);
    if (known) return known;
    const understood = readText(text, this.seen ?? {}, this.scene);
    this.readings.set(text, understood);
    return understood;
  }

  say(...messages: readonly Message[]): void {
    this.messages.push(...messages);
  }

  /** After a long silence nothing that was said before is taken up by itself; a kept form is offered. */
  forget(): void {
    this.state.second = undefined;
    this.state.told = undefined;
    this.state.last = undefined;
    this.state.looking = undefined;
    withoutWish(this.state);
  }

  active(): Frame | undefined {
    return this.stack.active();
  }

  /** The reply to the open question; false if it was none. */
  async take(reply: Reply): Promise<boolean> {
    if (await stepsUp(this, reply)) return true;
    const progress = await this.stack.take(reply);
    if (progress.kind === 'missed') return false;
    await this.follow(progress);
    return true;
  }

  /** Begins a flow, or one of the few things that only the main dialog can do. */
  async begin(flow: string, args: JsonArgs = {}, trail: Beginning['trail'] = []): Promise<void> {
    this.begun += 1;
    if (this.begun > maxBegun) throw new Error(`Flows begin each other in a circle at ${flow}.`);
    switch (flow) {
      case 'menu':
        return this.menu();
      case 'none-of-these':
        this.state.wording += 1;
        await this.stack.leave();
        return this.say(noneOfThese(this, this.state.wording));
      case 'keep-now':
        this.state.kept = this.before;
        return this.menu([phrase('common.draft_kept')]);
      case 'resume-draft':
        return this.resume();
      case 'sign-in':
        return signIn(this);
      case 'signed-out':
        return signedOut(this);
      case 'start-over':
        return this.startOver(textArg(args, 'flow') ?? '');
      case 'discard-draft': {
        this.state.kept = undefined;
        const { target, ...rest } = args;
        return this.begin(textArg({ target: target ?? null }, 'target') ?? 'menu', rest);
      }
      default:
        return this.beginFlow({ flow, args, trail });
    }
  }

  /** From the first question on, whatever draft is kept. */
  private async startOver(flow: string): Promise<void> {
    if (!flows.has(flow)) return this.menu();
    await this.follow(await this.stack.begin({ flow, args: {}, trail: [] }));
  }

  private async beginFlow(wanted: Beginning): Promise<void> {
    const beginning = pickingFirst(wanted);
    const flow = flows.get(beginning.flow);
    if (!flow) return this.menu([phrase('main.stale')]);
    if (flow.needsBuyer && !this.scene.buyer) return askToSignIn(this, wanted);
    if (this.state.kept?.flow === flow.name) {
      const args = { ...beginning.args, target: flow.name };
      return this.follow(await this.stack.begin({ flow: 'offer-draft', args, trail: [] }));
    }
    const args = toldBefore(flow.name, beginning.args, this.state);
    this.noteBegun(flow.name, args);
    const progress = await this.stack.begin({ ...beginning, args });
    const echo = [...echoOf(args, progress), ...toldEcho(flow.name, args, progress)];
    await this.follow(progress, echo);
  }

  /** For corrections behind it; what is begun now is not done a second time as the other wish. */
  private noteBegun(flow: string, args: JsonArgs): void {
    const { second } = this.state;
    if (second?.flow === flow && second.args.label === args.label) this.state.second = undefined;
    if (pickerOf(flow) || flow === 'show-article') this.state.last = { flow, args };
  }

  /** The open form with another draft, as if its question had been asked with it: the rest of the answers stay. */
  async amend(frame: Frame, lead: readonly Phrase[] = []): Promise<void> {
    const progress = await this.stack.ask({ ...frame, misses: 0 });
    await this.follow(progress, isSummary(progress) ? lead.filter(isSaidElsewhere) : lead);
  }

  /** The reply as the answer to that question, which is not asked aloud. */
  async takeAt(frame: Frame, reply: Reply): Promise<boolean> {
    const progress = await this.stack.ask(frame);
    if (progress.kind === 'waits') return this.take(reply);
    await this.follow(progress);
    return true;
  }

  /** What the buyer asked for instead of answering: a draft with several answers is not lost by it (R20). */
  async switchTo(flow: string, said: JsonArgs = {}, lead: readonly Phrase[] = []): Promise<void> {
    const frame = this.active();
    const args = await this.named(flow, said);
    rememberTold(this.state, args);
    if (frame && frame.flow === flow && isAbout(frame, args))
      return this.again([phrase('main.here_already')]);
    if (!frame || !this.isWorthKeeping(frame, answersWorthKeeping))
      return flow === 'menu' ? this.menu(lead) : this.begin(flow, args);
    this.state.kept = frame;
    await this.follow(
      await this.stack.begin({ flow: 'keep-draft', args: { ...args, target: flow }, trail: [] }),
    );
  }

  /** Keeps what was said of a problem for the form that may follow. */
  async remember(facts: JsonArgs): Promise<void> {
    rememberTold(this.state, await this.named('open-dispute', facts));
  }

  /** The facts with the order or dispute whose title they name. */
  named(flow: string, said: JsonArgs): Promise<JsonArgs> {
    return withNamed(flow, said, this.scene);
  }

  isWorthKeeping(frame: Frame, answers: number): boolean {
    const given = frame.trail.filter(({ flow }) => flow === frame.flow).length;
    const told = answersTold.filter((name) => name in frame.draft).length;
    return (flows.get(frame.flow)?.keeps ?? false) && Math.max(given, told) >= answers;
  }

  /** Puts the open form by without a question, if there is anything in it. */
  putBy(): boolean {
    const frame = this.active();
    if (!frame || !this.isWorthKeeping(frame, 1)) return false;
    this.state.kept = frame;
    return true;
  }

  async menu(lead: readonly Phrase[] = []): Promise<void> {
    await this.stack.leave();
    this.say(menu(this.scene, lead, this.state.kept !== undefined));
  }

  private async resume(): Promise<void> {
    const { kept } = this.state;
    this.state.kept = undefined;
    if (!kept) return this.menu([phrase('common.no_draft')]);
    await this.follow(await this.stack.ask(kept), [phrase('common.draft_back')]);
  }

  /** The open question again, behind `lead`; the menu if there is none. */
  async again(lead: readonly Phrase[]): Promise<void> {
    const frame = this.active();
    if (!frame) return this.menu(lead);
    await this.follow(await this.stack.ask(frame), lead);
  }

  /** The open question in other words, as `reword` makes them; `misses` are counted on. */
  async reworded(reword: (prompt: Message) => Message, misses: number): Promise<void> {
    const frame = this.active();
    if (!frame) return;
    const progress = await this.stack.ask(frame);
    if (progress.kind !== 'waits') return this.follow(progress);
    this.say(...progress.say, reword(progress.prompt));
    this.stack.missed(misses);
  }

  /** To the question before this one; false if there is none. */
  async back(): Promise<boolean> {
    const frame = this.active();
    const last = frame?.trail.at(-1);
    if (!frame || !last) return false;
    await this.follow(
      await this.stack.ask({ ...last, trail: frame.trail.slice(0, -1), misses: 0 }),
    );
    return true;
  }

  hintOf(frame: Frame): ReturnType<Runner['stepOf']> {
    return flows.get(frame.flow)?.stepOf(frame) ?? {};
  }

  async giveUp(why: string): Promise<void> {
    if (this.putBy()) this.say(saying('common.draft_kept'));
    await this.stack.leave();
    this.handOff = why;
  }

  private async follow(progress: Progress, lead: readonly Phrase[] = []): Promise<void> {
    this.say(...progress.say);
    if (progress.kind === 'waits') return this.say(ledBy(lead, progress.prompt));
    if (progress.kind === 'handed_off') {
      this.handOff = progress.why;
      this.handOffAbout = progress.about;
    }
    if (progress.kind !== 'ended' || !progress.begin) return;
    const { flow, args, trail } = progress.begin;
    await this.begin(flow, args, trail);
  }

  /** Closes the open flow without a word, kept if there is anything in it. */
  async putAway(): Promise<void> {
    this.putBy();
    await this.stack.leave();
  }

  /** Closes the open flow without a word. */
  drop(): Promise<void> {
    return this.stack.leave();
  }

  close(): MainState {
    this.state.dialogs = this.stack.saved();
    this.state.lastAt = this.scene.ctx.now;
    this.state.feedback.heard = plain(this.heard).slice(0, mostRemembered);
    return this.state;
  }
}

/** Characters; words that name an act are fewer. */
const mostRemembered = 60;

/** What the opening form holds, pressed or told in one sentence. */
const answersTold = ['subReason', 'remedy', 'amount', 'description'];

/** The card of a form says all that was told. */
const isSummary = (progress: Progress): boolean =>
  progress.kind === 'waits' && progress.prompt.heading?.key === 'open.summary_title';

const isSaidElsewhere = ({ key }: Phrase): boolean => key !== 'main.told';

/** What was named fits several: it is picked among them first. */
function pickingFirst(wanted: Beginning): Beginning {
  const isSeveral = textArg(wanted.args, 'mentions') ?? textArg(wanted.args, 'days');
  const picker = isSeveral ? pickerOf(wanted.flow) : undefined;
  if (!picker) return wanted;
  return { ...wanted, flow: picker, args: { ...wanted.args, target: wanted.flow } };
}

/** Nothing new is said of the order, so it is the form that is open already. */
const isAbout = ({ draft }: Frame, { orderId, disputeId }: JsonArgs): boolean =>
  (orderId === undefined || orderId === draft.orderId) &&
  (disputeId === undefined || disputeId === draft.disputeId);
