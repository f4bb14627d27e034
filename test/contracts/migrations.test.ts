import { expect } from 'chai';
import {
  migrateDown,
  migrateUp,
  migrationsPending,
  openStore,
} from '../../services/store/open-store.ts';
import { rows } from '../../services/store/sql.ts';
import { faultOf } from '../support/fault-of.ts';
import { aDispute, anOrder } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { save } from './save-support.ts';

describe('migrations', () => {
  forEachStore((db) => {
    const dump = (): Promise<string> =>
      db.store().run(async (tx) => {
        const money = 'order_id, item_id, paid, instructed, completed, failed, released';
        const tables = ['orders', 'disputes', 'dispute_events', 'outbox'];
        const contents = [await rows(tx, `select ${money} from item_money order by 1, 2`)];
        for (const table of tables)
          contents.push(await rows(tx, `select * from ${table} order by 1, 2`));
        return JSON.stringify(contents);
      });

    /** Copies of the order's dates, for the sweep; they follow from the orders. */
    const ends = (): Promise<readonly unknown[]> =>
      db
        .store()
        .run((tx) => rows(tx, 'select order_id, ends_at, completed_at from item_money order by 1'));

    /** Answers how many migrations were undone. */
    const allDown = async (): Promise<number> => {
      const done = await db
        .store()
        .run((tx) => rows<{ readonly name: string }>(tx, 'select name from knex_migrations'));
      for (const _ of done) await migrateDown(db.store());
      return done.length;
    };

    const fill = (): Promise<void> =>
      db.store().run(async (tx) => {
        await db.store().orders.put(tx, anOrder());
        const effects = [{ type: 'webhook', event: 'dispute.opened' }] as const;
        await save(db.store(), tx, { dispute: aDispute(), effects });
      });

    it('keep every row when the newest goes down and up again', async () => {
      await fill();
      const before = await dump();
      const endsBefore = await ends();
      await migrateDown(db.store());
      expect(await migrationsPending(db.store())).to.have.length(1);
      expect(await dump()).to.equal(before);
      await migrateUp(db.store());
      expect(await dump()).to.equal(before);
      expect(await ends()).to.deep.equal(endsBefore);
    });

    it('refuse to go down where rows would be lost, and change nothing', async () => {
      await fill();
      await db.store().run((tx) =>
        db.store().conversations.create(tx, {
          id: 'c-1',
          channel: 'directline',
          userId: 'dl_b-1',
          locale: 'en',
          startedAt: anOrder().placedAt,
        }),
      );
      const before = await dump();
      const tried = await faultOf(() => allDown());
      expect(tried).to.contain('outbox has rows');
      expect(await dump()).to.equal(before);
      await migrateUp(db.store());
    });

    it('go down to nothing and up again while there are no rows', async () => {
      await db.store().run((tx) => rows(tx, 'delete from settings'));
      const steps = await allDown();
      expect(await migrationsPending(db.store())).to.have.length(steps);
      await migrateUp(db.store());
      await fill();
      expect(await migrationsPending(db.store())).to.deep.equal([]);
    });

    it('are run once by two nodes that start together', async () => {
      await db.store().run((tx) => rows(tx, 'delete from settings'));
      await allDown();
      const second = await db.secondStore();
      await Promise.all([migrateUp(db.store()), migrateUp(second)]);
      await fill();
      expect(await migrationsPending(second)).to.deep.equal([]);
    });
  });
});

describe('a store', () => {
  it('is refused for an address of another kind, without repeating its password', async () => {
    const said = await faultOf(() => openStore('mysql://root:secret@localhost/x'));
    expect(said).to.contain('sqlite: or postgres://').and.not.to.contain('secret');
  });

  it('is refused at once if its database does not answer', async () => {
    const said = await faultOf(() => openStore('postgres://u:secret@127.0.0.1:1/x'));
    expect(said).to.contain('does not answer').and.not.to.contain('secret');
  });
});
