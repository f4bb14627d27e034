import { expect } from 'chai';
import { instant } from '../../services/domain/time.ts';
import type { Tx } from '../../services/ports.ts';
import { verifyAudit } from '../../services/staff/audit.ts';
import type { NewAuditRow, StaffMember, StaffSession } from '../../services/staff-port.ts';
import { createAuditGuards, dropAuditGuards } from '../../services/store/migrations/011-staff.ts';
import { reset } from '../../services/store/open-store.ts';
import { knexOf, rows } from '../../services/store/sql.ts';
import { faultOf } from '../support/fault-of.ts';
import { noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const agnes: StaffMember = {
  ...{ id: 'agnes', login: 'agnes@shop.example', name: 'Agnes', role: 'agent', active: true },
  ...{ totpConfirmed: false, totpStep: 0, singleKeys: true, createdAt: noon },
};
const session = (changes: Partial<StaffSession> = {}): StaffSession => ({
  ...{ id: 's-1', staffId: 'agnes', tokenHash: 'hash-1', stage: 'full', how: 'password' },
  ...{ device: 'Firefox on Linux', createdAt: noon, lastSeenAt: noon },
  ...changes,
});
const deed = (changes: Partial<NewAuditRow> = {}): NewAuditRow => ({
  ...{ at: noon, actor: 'agnes', role: 'agent', action: 'handoff.claim', subject: 'handoff h-1' },
  details: { zebra: 1, apple: ['x', { y: null }], disputeId: 'D1000000001', ü: '"' },
  ...changes,
});

describe('the people who work here', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const accounts = () => db.store().staff.accounts;
    const sessions = () => db.store().staff.sessions;

    it('read as they were written, by id, login and company subject', async () => {
      const full: StaffMember = {
        ...agnes,
        ...{ passwordHash: 'h', passwordEndsAt: noon, totpSealed: 's', oidcSubject: 'iss sub' },
      };
      expect(await run((tx) => accounts().add(tx, full))).to.equal(true);
      await run((tx) => accounts().add(tx, { ...agnes, id: 'a-2', login: 'b', name: 'Abel' }));
      await run(async (tx) => {
        expect(await accounts().find(tx, 'agnes')).to.deep.equal(full);
        expect(await accounts().byLogin(tx, full.login)).to.deep.equal(full);
        expect(await accounts().byOidc(tx, 'iss sub')).to.deep.equal(full);
        expect(await accounts().find(tx, 'nobody')).to.equal(undefined);
        expect((await accounts().all(tx)).map(({ name }) => name)).to.deep.equal(['Abel', 'Agnes']);
      });
    });

    it('have a login that nobody else has', async () => {
      await run((tx) => accounts().add(tx, agnes));
      const second = { ...agnes, id: 'other', name: 'Other' };
      expect(await run((tx) => accounts().add(tx, second))).to.equal(false);
      expect(await run((tx) => accounts().all(tx))).to.have.lengthOf(1);
    });

    it('change in what is named, and lose what is set to null', async () => {
      await run((tx) => accounts().add(tx, { ...agnes, passwordEndsAt: noon, totpSealed: 's' }));
      const changed = await run((tx) =>
        accounts().change(tx, 'agnes', { role: 'admin', active: false, passwordEndsAt: null }),
      );
      expect(changed).to.deep.equal({ ...agnes, role: 'admin', active: false, totpSealed: 's' });
      expect(await run((tx) => accounts().change(tx, 'agnes', {}))).to.deep.equal(changed);
      expect(await run((tx) => accounts().change(tx, 'nobody', { name: 'x' }))).to.equal(undefined);
    });

    it('use a time step once, and none before it', async () => {
      await run((tx) => accounts().add(tx, agnes));
      const use = (step: number) => run((tx) => accounts().useTotpStep(tx, 'agnes', step));
      expect([await use(5), await use(5), await use(4), await use(6)]).to.deep.equal([
        ...[true, false, false, true],
      ]);
    });

    it('have sessions that are found with them until they are revoked', async () => {
      await run(async (tx) => {
        await accounts().add(tx, agnes);
        await sessions().add(tx, session());
        await sessions().add(
          tx,
          session({ id: 's-2', tokenHash: 'hash-2', createdAt: instant(noon + 1) }),
        );
        await sessions().seen(tx, 's-1', instant(noon + 5));
        await sessions().seen(tx, 's-1', instant(noon + 3));
      });
      const found = await run((tx) => sessions().find(tx, { tokenHash: 'hash-1' }));
      expect(found).to.deep.equal({
        session: session({ lastSeenAt: instant(noon + 5) }),
        member: agnes,
      });
      expect(await run((tx) => sessions().find(tx, { id: 's-1' }))).to.deep.equal(found);
      const listed = await run((tx) => sessions().ofStaff(tx, 'agnes'));
      expect(listed.map(({ id }) => id)).to.deep.equal(['s-2', 's-1']);
      const revoke = (which: { id?: string; except?: string }) =>
        run((tx) => sessions().revoke(tx, { staffId: 'agnes', ...which }, noon));
      expect(await revoke({ except: 's-2' })).to.equal(1);
      expect(await run((tx) => sessions().find(tx, { tokenHash: 'hash-1' }))).to.equal(undefined);
      expect([await revoke({ id: 's-1' }), await revoke({ id: 's-2' })]).to.deep.equal([0, 1]);
      await run((tx) => sessions().forget(tx, instant(noon + 1)));
      expect(await run((tx) => rows(tx, 'select id from staff_sessions'))).to.deep.equal([
        { id: 's-2' },
      ]);
    });

    it('count failed sign-ins by what was typed, also from two nodes at once', async () => {
      const { failures } = db.store().staff;
      const second = await db.secondStore();
      const add = (store = db.store()) => store.run((tx) => store.staff.failures.add(tx, 'k'));
      const counts = await Promise.all([add(), add(second), add(), add(second)]);
      expect(counts.toSorted()).to.deep.equal([1, 2, 3, 4]);
      await run((tx) => failures.lock(tx, 'k', noon));
      expect(await run((tx) => failures.of(tx, 'k'))).to.deep.equal({
        count: 4,
        lockedUntil: noon,
      });
      await run((tx) => failures.forget(tx, noon));
      expect(await run((tx) => failures.of(tx, 'k'))).to.have.property('count', 4);
      await run((tx) => failures.forget(tx, instant(noon + 1)));
      expect(await run((tx) => failures.of(tx, 'k'))).to.equal(undefined);
    });

    it('have canned replies, replaced under the same key', async () => {
      const { canned } = db.store().staff;
      const hello = { key: 'hello', title: 'Hello', text: 'Hello {{buyer.name}}' };
      await run(async (tx) => {
        await canned.put(tx, { ...hello, text: 'old' });
        await canned.put(tx, hello);
        await canned.put(tx, { ...hello, key: 'a' });
        await canned.remove(tx, 'a');
        expect(await canned.all(tx)).to.deep.equal([hello]);
      });
    });
  });
});

describe('the audit', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const append = (changes: Partial<NewAuditRow> = {}, store = db.store()) =>
      store.run((tx) => store.audit.append(tx, deed(changes)));
    const tampered = (sql: string) =>
      run(async (tx) => {
        await dropAuditGuards(knexOf(tx));
        await rows(tx, sql);
        await createAuditGuards(knexOf(tx));
      });

    it('reads as it was written, numbered and chained', async () => {
      const first = await append();
      const second = await append({ actor: 'ben', subject: 'staff ben', details: {} });
      expect(first).to.include({ ...deed(), no: 1, prevHash: '', details: first.details });
      expect(second).to.include({ no: 2, prevHash: first.hash });
      const page = (wanted: object) =>
        run((tx) => db.store().audit.page(tx, { limit: 10, ...wanted }));
      expect(await page({})).to.deep.equal([second, first]);
      expect(await page({ limit: 1 })).to.deep.equal([second]);
      expect(await page({ before: 2 })).to.deep.equal([first]);
      expect(await page({ actor: 'ben' })).to.deep.equal([second]);
      for (const subject of ['handoff h-1', 'h-1', 'D1000000001'])
        expect(await page({ subject }), subject).to.deep.equal([first]);
      for (const subject of ['h', '1000000001', '%', 'h_1', 'D100000000_'])
        expect(await page({ subject }), subject).to.deep.equal([]);
      expect(await run((tx) => db.store().audit.after(tx, 1, 5))).to.deep.equal([second]);
    });

    it('can be neither changed nor emptied', async () => {
      await append();
      const statements = [
        "update audit set actor = 'x'",
        'delete from audit',
        ...(db.kind === 'PostgreSQL' ? ['truncate audit'] : []),
      ];
      for (const sql of statements)
        expect(await faultOf(() => run((tx) => rows(tx, sql))), sql).to.contain('never changed');
    });

    it('has one order, whoever appends at once on two nodes', async () => {
      const second = await db.secondStore();
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => append({}, n % 2 === 0 ? db.store() : second)),
      );
      const verified = await verifyAudit(db.store());
      expect(verified).to.include({ ok: true, count: 12 });
    });

    it('forgets what was rolled back', async () => {
      await append();
      await faultOf(() =>
        run(async (tx) => {
          await db.store().audit.append(tx, deed());
          throw new Error('no');
        }),
      );
      await append();
      expect(await verifyAudit(db.store())).to.include({ ok: true, count: 2 });
    });

    it('shows a row that was changed, removed, or cut off at its end, behind the guards\u2019 back', async () => {
      const verdictAfter = async (sql: string) => {
        await reset(db.store());
        for (let n = 0; n < 4; n += 1) await append();
        expect(await verifyAudit(db.store())).to.include({ ok: true, count: 4 });
        await tampered(sql);
        return verifyAudit(db.store());
      };
      expect(await verdictAfter("update audit set actor = 'ben' where no = 3")).to.deep.equal({
        ...{ ok: false, no: 3, why: 'content' },
      });
      expect(await verdictAfter("update audit set details = '{}' where no = 1")).to.include({
        no: 1,
      });
      expect(await verdictAfter('delete from audit where no = 2')).to.deep.equal({
        ...{ ok: false, no: 2, why: 'gap' },
      });
      expect(await verdictAfter('delete from audit where no = 4')).to.deep.equal({
        ...{ ok: false, no: 4, why: 'end' },
      });
      expect(await verdictAfter('update audit set prev_hash = hash where no = 2')).to.include({
        no: 2,
        why: 'link',
      });
    });

    it('is begun anew by the demo\u2019s reset, and by nothing else', async () => {
      await append();
      await reset(db.store());
      expect(await append()).to.include({ no: 1, prevHash: '' });
      expect(await faultOf(() => run((tx) => rows(tx, 'delete from audit')))).to.contain('never');
    });
  });
});
