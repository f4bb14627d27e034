import { expect } from 'chai';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { instant } from '../../../services/domain/time.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { askSignIn } from '../../../services/identity/ask-sign-in.ts';
import { forgetSignIns } from '../../../services/identity/forget-sign-ins.ts';
import { giveCode } from '../../../services/identity/give-code.ts';
import { readSignIn } from '../../../services/identity/read-sign-in.ts';
import { takeCode } from '../../../services/identity/take-code.ts';
import { unlink } from '../../../services/identity/unlink.ts';
import type { LinkedChat } from '../../../services/identity-port.ts';
import type { Context, Store } from '../../../services/ports.ts';
import { verifyAudit } from '../../../services/staff/audit.ts';
import { at } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';

const noon = at('2026-11-23T12:00:00Z');
const minute = 60_000;
const current = createRulebook({ policyZone: 'UTC', holidays: [] });
const rulebooks = { current, of: () => current };
const ids = randomIds();
const principal = { kind: 'system' } as const;

const sms: LinkedChat = { conversationId: 'c-1', channel: 'sms', userId: '+34600111222' };
const teams: LinkedChat = { conversationId: 'c-2', channel: 'msteams', userId: '29:abc' };

describe('Signing in from a chat', () => {
  forEachStore((db) => {
    const run = <T>(
      work: (ctx: Context) => Promise<T>,
      now: number = noon,
      store: Store = db.store(),
    ): Promise<T> =>
      store.run((tx) => work({ tx, store, rulebooks, ids, principal, now: instant(now) }));
    const ask = async (chat = sms, now: number = noon): Promise<string> => {
      const asked = await run((ctx) => askSignIn(ctx, chat), now);
      if (!asked) throw new Error('No link was made.');
      return asked.state;
    };
    const give = (state: string, hash: string, buyerId = 'b-1', now: number = noon) =>
      run((ctx) => giveCode(ctx, { state, buyerId, hashOf: () => hash }), now);
    const type = (hash: string, chat = sms, now: number = noon, store?: Store) =>
      run((ctx) => takeCode(ctx, { ...chat, hash }), now, store);
    const buyerOf = async ({ conversationId }: LinkedChat = sms) =>
      (await run(({ tx, store }) => store.conversations.find(tx, conversationId)))?.buyerId;
    /** Asked, signed in, and a code shown. */
    const shown = async (hash = 'right', chat = sms, buyerId = 'b-1') => {
      const state = await ask(chat);
      await give(state, hash, buyerId);
      return state;
    };

    beforeEach(() =>
      run(async ({ tx, store }) => {
        for (const { conversationId: id, channel, userId } of [sms, teams])
          await store.conversations.create(tx, {
            ...{ id, channel, userId, locale: 'en', startedAt: noon },
          });
      }),
    );

    it('links the chat to whoever signed in, by the code that their page showed', async () => {
      await shown();
      expect(await type('right')).to.deep.equal({ is: 'linked', buyerId: 'b-1', again: false });
      expect(await buyerOf()).to.equal('b-1');
      const link = await run(({ tx, store }) => store.accountLinks.find(tx, 'c-1'));
      expect(link).to.deep.equal({ ...sms, buyerId: 'b-1', linkedAt: noon, verifiedAt: noon });
    });

    it('takes a code once', async () => {
      await shown();
      await type('right');
      expect(await type('right')).to.equal(undefined);
    });

    it('takes it once also when it is typed twice at the same moment', async () => {
      await shown();
      const other = await db.secondStore();
      const both = await Promise.all([
        type('right'),
        type('right', sms, noon, other),
        type('right'),
        type('right', sms, noon, other),
      ]);
      const linked = both.filter((taken) => taken?.is === 'linked');
      expect(linked).to.have.length(1);
      expect(both.filter((taken) => taken === undefined)).to.have.length(3);
    });

    it('counts five tries, also those at the same moment, then wants a new link', async () => {
      const state = await shown();
      const tried = await Promise.all(['1', '2', '3', '4'].map((hash) => type(hash)));
      expect(tried.map((taken) => taken?.is === 'wrong' && taken.left).toSorted()).to.deep.equal([
        1, 2, 3, 4,
      ]);
      expect(await type('5')).to.deep.equal({ is: 'void' });
      expect(await type('right')).to.equal(undefined);
      expect(await give(state, 'another')).to.deep.equal({ is: 'gone' });
      expect(await buyerOf()).to.equal(undefined);
    });

    it('takes the right code at the fifth try', async () => {
      await shown();
      for (const hash of ['1', '2', '3', '4']) await type(hash);
      expect(await type('right')).to.include({ is: 'linked' });
    });

    it('gives no tries back with a new code of the same link', async () => {
      const state = await shown();
      for (const hash of ['1', '2', '3', '4']) await type(hash);
      await give(state, 'newer');
      expect(await type('right'), 'the code before').to.deep.equal({ is: 'void' });
    });

    it('takes a code until the last millisecond of its ten minutes', async () => {
      await shown();
      expect(await type('wrong', sms, noon + 10 * minute - 1)).to.include({ is: 'wrong' });
      expect(await type('right', sms, noon + 10 * minute - 1)).to.include({ is: 'linked' });
    });

    it('and not at the one after it, whether it was right or not', async () => {
      for (const hash of ['right', 'wrong']) {
        await shown();
        expect(await type(hash, sms, noon + 10 * minute), hash).to.deep.equal({ is: 'expired' });
        expect(await type('right', sms, noon), 'it stays so').to.equal(undefined);
      }
    });

    it('opens the page until the last millisecond of its fifteen minutes', async () => {
      const state = await ask();
      const read = (now: number) => run((ctx) => readSignIn(ctx, state), now);
      expect(await read(noon + 15 * minute - 1)).to.include(sms);
      expect(await read(noon + 15 * minute)).to.equal(undefined);
      expect(await give(state, 'late', 'b-1', noon + 15 * minute)).to.deep.equal({ is: 'gone' });
    });

    it('leaves a code that was shown in time its ten minutes, though the link is over', async () => {
      const state = await ask();
      await give(state, 'right', 'b-1', noon + 15 * minute - 1);
      expect(await type('right', sms, noon + 25 * minute - 2)).to.include({ is: 'linked' });
    });

    it('never takes a code in another conversation, or from another user of it', async () => {
      await shown('right', teams);
      expect(await type('right', sms), 'nothing is waited for here').to.equal(undefined);
      await shown('mine', sms, 'b-2');
      expect(await type('right', sms)).to.include({ is: 'wrong' });
      const stranger = { ...teams, userId: '29:other' };
      expect(await type('right', stranger)).to.include({ is: 'wrong' });
      expect([await buyerOf(sms), await buyerOf(teams)]).to.deep.equal([undefined, undefined]);
    });

    it('counts a try also where nobody has signed in yet', async () => {
      await ask();
      expect(await type('')).to.deep.equal({ is: 'wrong', left: 4 });
    });

    it('has one link a conversation: a newer one ends the one before', async () => {
      const first = await shown();
      const second = await ask();
      expect(await run((ctx) => readSignIn(ctx, first))).to.equal(undefined);
      expect(await run((ctx) => readSignIn(ctx, second))).to.include(sms);
      expect(await type('right')).to.include({ is: 'wrong' });
    });

    it('makes ten links for a conversation in 24 hours, to the millisecond', async () => {
      for (let n = 0; n < 10; n += 1) await ask(sms, noon + n);
      const again = (now: number) => run((ctx) => askSignIn(ctx, sms), now);
      const day = 24 * 60 * minute;
      expect(await again(noon + 11)).to.equal(undefined);
      expect(await run((ctx) => askSignIn(ctx, teams), noon + 11), 'elsewhere').to.not.equal(
        undefined,
      );
      expect(await again(noon + day)).to.equal(undefined);
      expect(await again(noon + day + 1)).to.not.equal(undefined);
    });

    it('forgets what was asked for two days ago, and keeps who is linked', async () => {
      await shown();
      await type('right');
      const state = await ask(teams, noon + 1);
      const { store } = db;
      const forget = (now: number) =>
        forgetSignIns({ store: store(), clock: { now: () => instant(now) } });
      const twoDays = 48 * 60 * minute;
      expect(await forget(noon + twoDays)).to.deep.equal({ removed: 0 });
      expect(await forget(noon + twoDays + 1)).to.deep.equal({ removed: 1 });
      expect(await run((ctx) => readSignIn(ctx, state), noon + 1)).to.include(teams);
      expect(await buyerOf()).to.equal('b-1');
    });

    it('renews the sign-in of the same buyer, and takes nobody else in their place', async () => {
      await shown();
      await type('right');
      const later = noon + 40 * 24 * 60 * minute;
      await give(await ask(sms, later), 'again', 'b-1', later);
      expect(await type('again', sms, later)).to.deep.equal({
        ...{ is: 'linked', buyerId: 'b-1', again: true },
      });
      const link = await run(({ tx, store }) => store.accountLinks.find(tx, 'c-1'));
      expect([link?.linkedAt, link?.verifiedAt]).to.deep.equal([noon, later]);
      expect(await give(await ask(sms, later), 'x', 'b-2', later)).to.deep.equal({
        is: 'other_account',
      });
      expect(await buyerOf()).to.equal('b-1');
    });

    it('takes nobody else either who was shown a code before the chat was linked', async () => {
      await shown('theirs', sms, 'b-2');
      const { requests } = db.store().accountLinks;
      await run(({ tx, store }) =>
        store.accountLinks.connect(tx, {
          ...{ ...sms, buyerId: 'b-1', linkedAt: noon, verifiedAt: noon },
        }),
      );
      expect(await type('theirs')).to.deep.equal({ is: 'other_account' });
      expect(await buyerOf()).to.equal('b-1');
      expect(await run(({ tx }) => requests.countTry(tx, 'c-1'))).to.equal(undefined);
    });

    it('ends with unlinking: the conversation is a visitor’s, and no code of before counts', async () => {
      await shown();
      await type('right');
      await shown('pending');
      expect(await run((ctx) => unlink(ctx, 'c-1'))).to.equal(true);
      expect(await buyerOf()).to.equal(undefined);
      expect(await type('pending')).to.equal(undefined);
      expect(await run((ctx) => unlink(ctx, 'c-1')), 'nothing is left').to.equal(false);
      await shown('other', sms, 'b-2');
      expect(await type('other')).to.deep.equal({ is: 'linked', buyerId: 'b-2', again: false });
    });

    it('is in the audit, without the user’s number, the code or the link', async () => {
      const state = await shown('right-hash');
      for (const hash of ['1', '2', '3', '4', '5']) await type(hash);
      await shown('right-hash');
      await type('right-hash');
      await shown('right-hash');
      await type('right-hash');
      await run((ctx) => unlink(ctx, 'c-1'));
      const rows = await run(({ tx, store }) => store.audit.page(tx, { limit: 10 }));
      expect(rows.map(({ action }) => action).toReversed()).to.deep.equal([
        'account.codes_refused',
        'account.link',
        'account.verify',
        'account.unlink',
      ]);
      const text = JSON.stringify(rows);
      expect(text).to.contain('b-1').and.contain('conversation c-1');
      for (const secret of [state, 'right-hash', '600111222']) expect(text).not.to.contain(secret);
      expect(await verifyAudit(db.store())).to.include({ ok: true });
    });

    it('tells a person who is waited for who it is, and waits for nobody after a sign-out', async () => {
      const capsule = { slots: {}, misses: 0, signedIn: false, blockedBy: [] };
      const about = { id: 'h-1', conversationId: 'c-1', channel: 'sms', wish: '', capsule };
      const when = { requestedAt: noon, lastBuyerAt: noon };
      const asked = { ...about, ...when, reason: 'asked', state: 'waiting' } as const;
      await run(({ tx, store }) => store.desk.handoffs.open(tx, asked));
      const handoff = () => run(({ tx, store }) => store.desk.handoffs.find(tx, 'h-1'));
      await shown();
      await type('right');
      expect(await handoff()).to.deep.include({ buyerId: 'b-1', state: 'waiting' });
      expect((await handoff())?.capsule.signedIn).to.equal(true);
      await run((ctx) => unlink(ctx, 'c-1'));
      expect(await handoff()).to.include({ state: 'left', endedBy: 'buyer' });
    });
  });

  it('has an address of 22 characters that nobody guesses', () => {
    const states = Array.from({ length: 50 }, () => ids.next('sign_in'));
    for (const state of states) expect(state).to.match(/^[\w-]{22}$/);
    expect(new Set(states).size).to.equal(50);
  });
});
