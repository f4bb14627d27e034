import { expect } from 'chai';
import fc from 'fast-check';
import { nextEdge, sweepModel } from './clock.ts';
import { type Deed, type Draw, deedOf, kinds, usual, wordsOf } from './deed.ts';
import { foreseen, judge, seenNow } from './judge.ts';
import { holdLaws, storedIn } from './laws.ts';
import { leaveOutbox } from './leaving.ts';
import { hour, type Model } from './state.ts';
import { actInWorld, restartWorld, sweepWorld, type World } from './world.ts';

type Step = fc.AsyncCommand<World, World>;

/** A line of the story for whoever reads a failure. */
const tell = (world: World, line: string): void => {
  const at = new Date(world.model.now).toISOString().slice(0, 19).replace('T', ' ');
  world.story.push(`${at}  ${line}`);
};

const step = (
  words: string,
  run: (world: World) => Promise<void>,
  check: (world: World) => boolean = () => true,
): Step => ({
  check,
  run: async (_, world) => {
    await run(world);
    await holdLaws(world);
  },
  toString: () => words,
});

/** A refusal of these kinds is known before any form is filled in, so the deed must not have been offered. */
const knownBefore = [
  'wrong_role',
  'wrong_state',
  'already_decided',
  'no_offer',
  'already_appealed',
].concat('not_by_case_management', 'already_surveyed', 'too_many_proposals');

const doDeed = async (world: World, deed: Deed): Promise<void> => {
  const { codes, offered } = await actInWorld(world, deed);
  tell(world, `${wordsOf(deed)} -> ${codes.join(', ') || 'done'}`);
  const expected = judge(world.model, deed);
  if (expected === undefined) expect(codes, 'the model allows it').to.deep.equal([]);
  else expect(codes, 'the model refuses it').to.include(expected);
  if (offered === undefined) return;
  const isOffered = offered.includes(deed.kind);
  if (expected === undefined) expect(isOffered, 'I9 what is done was offered').to.equal(true);
  else if (knownBefore.includes(expected))
    expect(isOffered, `I9 what is ${expected} is never offered`).to.equal(false);
};

/**
 * Something possible for the draw: what it names first, else another of the usual things. A bold one looks for what
 * is refused, and for more than that the state is wrong.
 */
const chosen = (model: Model, draw: Draw): Deed | undefined => {
  const seen = seenNow(model);
  const [first, ...others] = [draw.kind, ...draw.others].map((kind) =>
    deedOf({ ...draw, kind }, seen),
  );
  const answers = (deed: Deed | undefined): string | undefined =>
    deed && (foreseen(model, deed) ?? 'done');
  if (draw.isBold) return [first, ...others].find((one) => !dull.includes(answers(one))) ?? first;
  const common = others.filter((one) => one && usual.includes(one.kind));
  return [first, ...common].find((one) => answers(one) === 'done');
};

const dull = ['done', 'wrong_state', undefined];

const deed = (draw: Draw): Step =>
  step(
    'deed',
    async (world) => {
      const wanted = chosen(world.model, draw);
      if (wanted) await doDeed(world, wanted);
    },
    ({ model }) => chosen(model, draw) !== undefined,
  );

const sweepNow = async (world: World): Promise<void> => {
  const fired = await sweepWorld(world);
  tell(world, `the sweep does ${fired}`);
  expect(fired, 'I15 what the sweep does, exactly once').to.equal(sweepModel(world.model));
};

const sweeps = (): Step => step('sweep', sweepNow, ({ sweeps: habit }) => habit === 'as told');

/** To a moment, sweeping on the way if this world's sweep is punctual. */
const goTo = async (world: World, then: number): Promise<void> => {
  const { model, sweeps: habit } = world;
  for (;;) {
    const edge = nextEdge(model);
    if (habit !== 'at every instant' || edge === undefined || edge > then) break;
    model.now = edge;
    await sweepNow(world);
  }
  model.now = then;
  tell(world, 'the clock goes on');
};

const waits = (hours: number): Step =>
  step(`wait ${hours} h`, (world) => goTo(world, world.model.now + hours * hour));

/** Up to the very instant at which something ends, or to one millisecond before. */
const waitsForEdge = (before: number): Step =>
  step(
    `wait for the edge${before ? ' - 1 ms' : ''}`,
    (world) => goTo(world, (nextEdge(seenNow(world.model)) ?? world.model.now + hour) - before),
    ({ model }) => (nextEdge(seenNow(model)) ?? 0) - before > model.now,
  );

/** A node's clock jumps back: what has been swept stays as it is (I17). */
const goesBack = (hours: number): Step =>
  step(`back ${hours} h`, async (world) => {
    await sweepNow(world);
    const before = await storedIn(world);
    const toldBefore = world.model.told.length;
    world.model.now -= hours * hour;
    tell(world, `the clock jumps back ${hours} h`);
    await sweepNow(world);
    expect(await storedIn(world), 'I17 a clock that runs back changes nothing').to.deep.equal(
      before,
    );
    expect(world.model.told.length, 'I17 and tells nothing').to.equal(toldBefore);
  });

const restarts = (): Step =>
  step('restart', async (world) => {
    await restartWorld(world);
    tell(world, 'the node restarts');
  });

const leaves = (): Step =>
  step('the outbox leaves', async (world) => {
    const waiting = world.model.told.filter(({ hasLeft }) => !hasLeft).length;
    const left = await leaveOutbox(world);
    tell(world, `the outbox leaves: ${left.join(', ') || 'nothing'}`);
    expect(left.length, 'I8 all that is to be told leaves, once').to.equal(waiting);
  });

const once = <T>(usual: T, arb: fc.Arbitrary<T>, in_: number): fc.Arbitrary<T> =>
  fc.oneof({ weight: in_ - 1, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: arb });

/** One chargeback or cancellation is the end of a story, so there are fewer of them. */
const lively = kinds.filter((kind) => kind !== 'chargeback' && kind !== 'cancel');

const draws = fc.record<Draw>({
  kind: fc.constantFrom(...kinds, ...lively, ...lively),
  others: fc.shuffledSubarray([...kinds], { minLength: kinds.length }),
  item: once(0, fc.nat(1), 3),
  as: once(
    'right' as const,
    fc.constantFrom('buyer', 'seller', 'agent', 'case_manager', 'stranger'),
    10,
  ),
  percent: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 }), fc.nat(102)),
  remedy: fc.constantFrom('refund_only', 'return_and_refund', 'none'),
  choice: fc.nat(3),
  isOld: once(false, fc.constant(true), 8),
  isBold: once(false, fc.constant(true), 6),
});

const deeds = fc.noShrink(draws).map(deed);
const timeless = fc.noShrink(draws.filter(({ kind }) => kind !== 'chargeback')).map(deed);
const short = fc.integer({ min: 1, max: 60 }).map(waits);
const long = fc.integer({ min: 61, max: 500 }).map(waits);
const edges = fc.nat(1).map(waitsForEdge);

const restart = fc.constant(null).map(restarts);
const leave = fc.constant(null).map(leaves);
const sweeping = fc.constant(null).map(sweeps);
const back = fc.integer({ min: 1, max: 100 }).map(goesBack);
const forward = fc.oneof(short, edges, short, edges, edges, long);
const rare = fc.oneof(restart, leave, back, sweeping, sweeping);

/** Stories of up to `maxCommands` steps; those that make no sense at their moment are skipped and cost nothing. */
export const stories = (maxCommands = 80) =>
  storiesOf(
    [deeds, deeds, deeds, deeds, deeds, deeds, forward, forward, sweeping, rare],
    maxCommands,
  );

/** The same without clocks that jump and without chargebacks: told twice, with the sweep never and always on time, they must end alike. */
export const timelessStories = (maxCommands = 40) =>
  storiesOf([...times(4, timeless), forward], maxCommands);

const times = (weight: number, steps: fc.Arbitrary<Step>) =>
  Array.from({ length: weight }, () => steps);

/** Short ones are no likelier than long ones: what goes wrong goes wrong late. */
const storiesOf = (steps: fc.Arbitrary<Step>[], maxCommands: number) =>
  fc.noBias(fc.commands(steps, { maxCommands, size: 'max' }));
