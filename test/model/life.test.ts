import { config, expect } from 'chai';
import fc from 'fast-check';
import { openStore } from '../../services/store/open-store.ts';
import { at } from '../support/fixtures.ts';
import { forEachStore, type StoreUnderTest } from '../support/stores.ts';
import { sweepModel } from './clock.ts';
import { stories, timelessStories } from './commands.ts';
import { holdLaws, storedIn } from './laws.ts';
import { day } from './state.ts';
import { type Beginning, beginWorld, sweepWorld, type World } from './world.ts';

/** `MODEL_RUNS=500 npx mocha test/model/*.test.ts` looks further than every commit can. */
const runs = Number(process.env.MODEL_RUNS ?? 20);
const seed = process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) };

const complete: Beginning = {
  id: '8011223344556677',
  now: at('2026-11-22T12:00:00Z'),
  shippedAt: at('2026-11-01T10:00:00Z'),
  completedAt: at('2026-11-20T15:30:00Z'),
  protectionEndsAt: undefined,
};

const beginnings = fc.constantFrom<Beginning>(
  complete,
  { ...complete, completedAt: undefined },
  { ...complete, protectionEndsAt: at('2026-12-09T08:00:00Z') },
  { ...complete, shippedAt: at('2026-11-14T10:00:00Z') },
);

interface Ending {
  readonly money: unknown;
  readonly disputes: unknown;
  readonly story: readonly string[];
}

/** The failure, with the story that led to it. */
const toldWith = (world: World, cause: unknown): Error => {
  const { message = String(cause) } = cause as Error;
  return new Error(`${message}\n\nThe story:\n  ${world.story.join('\n  ')}\n`, { cause });
};

const play = async (
  world: World,
  steps: Iterable<fc.AsyncCommand<World, World>>,
): Promise<void> => {
  try {
    await fc.asyncModelRun(() => ({ model: world, real: world }), steps);
    // Two months later nothing may be left to do but what the model says.
    world.model.now += 61 * day;
    expect(await sweepWorld(world), 'I15 the last sweep').to.equal(sweepModel(world.model));
    await holdLaws(world);
  } catch (cause) {
    throw toldWith(world, cause);
  }
};

config.truncateThreshold = 0;

describe('the life of a dispute against an independent model', () => {
  forEachStore((db) => {
    const numRuns = db.kind === 'SQLite' ? runs : Math.ceil(runs / 6);

    it('keeps every law after every step of any story', async function () {
      this.timeout(20_000 + runs * 2000);
      await fc.assert(
        fc.asyncProperty(beginnings, stories(), async (beginning, steps) => {
          await inNewWorld(db, beginning, 'as told', (world) => play(world, steps));
        }),
        { numRuns, ...seed },
      );
    });

    it('ends alike whether the sweep is punctual or two months late (I15)', async function () {
      this.timeout(20_000 + runs * 2000);
      await fc.assert(
        fc.asyncProperty(beginnings, timelessStories(), async (beginning, steps) => {
          const ends: Ending[] = [];
          for (const habit of ['at every instant', 'never'] as const)
            await inNewWorld(db, beginning, habit, async (world) => {
              await play(world, steps);
              const { money, disputes } = await storedIn(world);
              ends.push({ money, disputes, story: world.story });
            });
          const [punctual, late] = ends;
          const story = punctual?.story.join('\n  ');
          expect(late?.disputes, `The story:\n  ${story}\n`).to.deep.equal(punctual?.disputes);
          expect(late?.money, `The story:\n  ${story}\n`).to.deep.equal(punctual?.money);
        }),
        { numRuns: Math.ceil(numRuns / 4), ...seed },
      );
    });
  });
});

const inNewWorld = async (
  db: StoreUnderTest,
  beginning: Beginning,
  habit: World['sweeps'],
  work: (world: World) => Promise<void>,
): Promise<void> => {
  const world = await beginWorld(await openStore(db.url()), db.url(), beginning, habit);
  try {
    await work(world);
  } finally {
    await world.store.close();
  }
};
