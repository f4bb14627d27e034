import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Store } from '../../services/ports.ts';
import { rows } from '../../services/store/sql.ts';
import { faultOf } from '../support/fault-of.ts';
import { anOrder } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const counter = fileURLToPath(new URL('count-in-a-process.ts', import.meta.url));

interface Counter {
  readonly go: () => void;
  readonly done: Promise<void>;
}

/** A process of its own that, told to go, adds 1 to the setting `counter` `times` times: read, then write. */
const counterProcess = (url: string, times: number): Promise<Counter> =>
  new Promise((resolve, reject) => {
    let said = '';
    const child = fork(counter, [url, String(times)], { execArgv: ['--import=tsx'], silent: true });
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
    });
    child.once('error', reject);
    const done = new Promise<void>((ended, failed) => {
      child.once('exit', (code) => (code === 0 ? ended() : failed(new Error(said))));
    });
    done.catch(reject);
    child.once('message', () => resolve({ go: () => child.send('go'), done }));
  });

const setting = (store: Store, key: string) => store.run((tx) => store.settings.get(tx, key));

describe('a transaction', () => {
  forEachStore((db) => {
    it('commits what its work did and answers its result', async () => {
      const answer = await db.store().run(async (tx) => {
        await db.store().settings.set(tx, 'k', [1, 'two', null]);
        return 'done';
      });
      expect(answer).to.equal('done');
      expect(await setting(db.store(), 'k')).to.deep.equal([1, 'two', null]);
    });

    it('leaves nothing of a work that throws, and passes the fault on', async () => {
      const fault = await faultOf(() =>
        db.store().run(async (tx) => {
          await db.store().orders.put(tx, anOrder());
          throw new Error('halfway');
        }),
      );
      expect(fault).to.equal('Error: halfway');
      const found = await db
        .store()
        .run((tx) => db.store().orders.find(tx, { kind: 'system' }, anOrder().id));
      expect(found).to.equal(undefined);
    });

    it('is not seen by another node before its commit', async () => {
      const second = await db.secondStore();
      const seen = await db.store().run(async (tx) => {
        await db.store().settings.set(tx, 'unseen', 1);
        return db.kind === 'SQLite' ? undefined : setting(second, 'unseen');
      });
      expect(seen).to.equal(undefined);
      expect(await setting(second, 'unseen')).to.equal(1);
    });

    it('is read-then-write safe over two processes', async function () {
      this.timeout(30_000);
      await db.store().run((tx) => db.store().settings.set(tx, 'counter', 0));
      const times = 150;
      const both = await Promise.all([1, 2].map(() => counterProcess(db.url(), times)));
      for (const { go } of both) go();
      await Promise.all(both.map(({ done }) => done));
      expect(await setting(db.store(), 'counter')).to.equal(2 * times);
    });

    it('refuses a number that would lose digits', async () => {
      const fault = await faultOf(() =>
        db.store().run((tx) => rows(tx, 'select ?', [2n ** 53n + 1n])),
      );
      expect(fault).to.contain('too large to be stored exactly');
    });

    it('never repeats the values of a statement that failed', async () => {
      const fault = await faultOf(() =>
        db.store().run((tx) => rows(tx, 'insert into nowhere values (?)', ['ana@example.com'])),
      );
      expect(fault).to.contain('nowhere').and.not.to.contain('ana@');
    });

    it('takes any text that a client may send as an id', async () => {
      const found = await db
        .store()
        .run((tx) => db.store().orders.find(tx, { kind: 'system' }, 'a\u0000b\ud800\u{1F600}'));
      expect(found).to.equal(undefined);
    });

    it('whose commit fails leaves the next one a clean connection', async () => {
      const fault = await faultOf(() =>
        db.store().run(async (tx) => {
          if (db.kind === 'SQLite') {
            await rows(tx, 'pragma defer_foreign_keys = on');
            await rows(tx, "insert into item_money (order_id, item_id) values ('none', 'i')");
          } else await rows(tx, 'select 1 / 0');
        }),
      );
      expect(fault).to.match(/FOREIGN KEY|division by zero/);
      await db.store().run((tx) => db.store().settings.set(tx, 'after', 1));
      expect(await setting(db.store(), 'after')).to.equal(1);
    });
  });
});
