import type { JsonObject } from '../../services/ports.ts';
import type { Flow, Frame, Place, Step } from './flow.ts';
import type { JsonArgs, Message } from './message.ts';
import type { Next } from './next.ts';
import type { Reply } from './reply.ts';
import type { Scene } from './scene.ts';

/** How far a flow came in one turn. */
export type Progress = { readonly say: readonly Message[] } & (
  | { readonly kind: 'waits'; readonly frame: Frame; readonly prompt: Message }
  | { readonly kind: 'missed' }
  | { readonly kind: 'ended'; readonly begin?: Beginning }
  | { readonly kind: 'handed_off'; readonly why: string; readonly about: JsonArgs }
);

export interface Beginning {
  readonly flow: string;
  readonly args: JsonArgs;
  /** The way here, if the flow that ended only picked something. */
  readonly trail: readonly Place[];
}

/** What the main dialog looks at of a step. */
type Asked = Pick<Step<never>, 'hint' | 'freeText' | 'unclear' | 'moves' | 'named'>;

/** A flow whose draft type is closed over, so that flows of all kinds fit one table. */
export interface Runner {
  readonly name: string;
  readonly needsBuyer: boolean;
  readonly keeps: boolean;
  begin(args: JsonArgs, trail: readonly Place[], scene: Scene): Promise<Progress>;
  /** Asks the question of the frame again, by its present facts. */
  ask(frame: Frame, scene: Scene): Promise<Progress>;
  take(frame: Frame, reply: Reply, scene: Scene): Promise<Progress>;
  stepOf(frame: Frame): Asked;
}

/** More steps than this without a question is a loop of ours. */
const maxSteps = 40;
const maxTrail = 12;

export const runner = <Draft extends JsonObject>(flow: Flow<Draft>): Runner => new FlowRunner(flow);

/** How the question that is being left was reached. */
interface From {
  readonly trail: readonly Place[];
  readonly asked?: Place;
}

class FlowRunner<Draft extends JsonObject> implements Runner {
  readonly name: string;
  readonly needsBuyer: boolean;
  readonly keeps: boolean;
  private readonly flow: Flow<Draft>;

  constructor(flow: Flow<Draft>) {
    this.flow = flow;
    this.name = flow.name;
    this.needsBuyer = flow.needsBuyer ?? false;
    this.keeps = flow.keeps ?? false;
  }

  begin(args: JsonArgs, trail: readonly Place[], scene: Scene): Promise<Progress> {
    const { first, start } = this.flow;
    return this.follow(goto(first, start(args)), first, { trail }, scene);
  }

  ask(frame: Frame, scene: Scene): Promise<Progress> {
    const draft = this.isCurrent(frame) ? (frame.draft as Draft) : undefined;
    if (!draft) return this.restart(frame, scene);
    return this.follow(goto(frame.step, draft), frame.step, { trail: frame.trail }, scene);
  }

  async take(frame: Frame, reply: Reply, scene: Scene): Promise<Progress> {
    const take = this.flow.steps[frame.step]?.take;
    if (!take || !this.isCurrent(frame)) return this.restart(frame, scene);
    const { misses: _left, trail, ...asked } = frame;
    const next = await take(frame.draft as Draft, reply, scene);
    return this.follow(next, frame.step, { trail, asked }, scene);
  }

  stepOf(frame: Frame): Asked {
    return this.flow.steps[frame.step] ?? {};
  }

  private isCurrent(frame: Frame): boolean {
    return frame.version === this.flow.version && Object.hasOwn(this.flow.steps, frame.step);
  }

  /** The flow has changed since the frame was stored: from the top, with the facts kept. */
  private async restart(frame: Frame, scene: Scene): Promise<Progress> {
    const progress = await this.begin(factsOf(frame.draft), [], scene);
    return { ...progress, say: [{ text: [{ key: 'common.restarted' }] }, ...progress.say] };
  }

  /** Follows `start` until a question, an end or a hand off. */
  private async follow(
    start: Next<Draft>,
    at: string,
    from: From,
    scene: Scene,
  ): Promise<Progress> {
    const say: Message[] = [];
    let next = start;
    let step = at;
    for (let count = 0; count < maxSteps; count += 1) {
      if (next.do === 'miss') return { kind: 'missed', say };
      say.push(...(next.say ?? []));
      if (next.do !== 'goto') return this.stop(next, step, from, say);
      step = next.step;
      const named = this.flow.steps[step];
      if (!named) throw new Error(`The flow ${this.name} has no step ${step}.`);
      next = await named.enter(next.draft, scene);
    }
    throw new Error(`The flow ${this.name} runs in a circle at ${step}.`);
  }

  private stop(
    next: Exclude<Next<Draft>, { do: 'goto' | 'miss' }>,
    step: string,
    from: From,
    say: readonly Message[],
  ): Progress {
    const answered = from.asked && from.asked.step !== step ? [from.asked] : [];
    const trail = [...from.trail, ...answered].slice(-maxTrail);
    if (next.do === 'hand_off')
      return { kind: 'handed_off', why: next.why, about: next.about ?? {}, say };
    if (next.do === 'ask') {
      const { name, version } = this.flow;
      const frame = { flow: name, version, step, draft: next.draft, trail, misses: 0 };
      return { kind: 'waits', frame, prompt: next.message, say };
    }
    if (!next.begin) return { kind: 'ended', say };
    const passed = this.flow.picks ? [...from.trail, ...(from.asked ? [from.asked] : [])] : [];
    const begin = { flow: next.begin.flow, args: next.begin.args ?? {}, trail: passed };
    return { kind: 'ended', begin, say };
  }
}

const goto = <Draft>(step: string, draft: Draft): Next<Draft> => ({ do: 'goto', step, draft });

/** The plain values of a draft: what `start` may take over from an older version. */
function factsOf(draft: JsonObject): JsonArgs {
  const plain = Object.entries(draft).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(plain) as JsonArgs;
}
