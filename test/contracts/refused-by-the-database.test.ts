import { expect } from 'chai';
import type { Tx } from '../../services/ports.ts';
import { rows } from '../../services/store/sql.ts';
import { faultOf } from '../support/fault-of.ts';
import { aDispute, anOrder, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { refunding, save } from './save-support.ts';

/** Statements that no repository of ours would send: a bug or a person at a console would. `rows` is the seam. */
const statements: readonly [string, string, RegExp][] = [
  [
    'a second dispute that takes the item',
    `insert into disputes select 'D2', seq, order_id, item_id, buyer_id, seller_id, state, takes_item,
       opened_at, due_at, body from disputes`,
    /unique|one_dispute_takes_an_item/i,
  ],
  [
    'a second refund instruction for an outcome',
    `insert into refund_instructions select 'other', dispute_id, outcome_no, order_id, item_id, currency,
       amount, state, at from refund_instructions`,
    /unique|one_refund_per_outcome/i,
  ],
  [
    'refunds and releases above what was paid',
    'update item_money set released = paid - instructed + 1',
    /never_more_than_paid/,
  ],
  [
    'a lowered price below what was instructed',
    'update item_money set paid = instructed - 1',
    /never_more_than_paid/,
  ],
  [
    'more settled than instructed',
    'update item_money set completed = instructed + 1',
    /settled_within_instructed/,
  ],
  ['a negative amount', 'update item_money set released = -1', /check/i],
  [
    'money of an order that is not there',
    "insert into item_money (order_id, item_id, paid) values ('x', 'i', 1)",
    /foreign key/i,
  ],
  ['a changed event', "update dispute_events set actor_id = 'x'", /never changed/],
  ['a deleted event', 'delete from dispute_events', /never changed/],
  [
    'an event number twice',
    'insert into dispute_events select * from dispute_events where seq = 2',
    /unique|duplicate/i,
  ],
  [
    'a gap in the event numbers',
    `insert into dispute_events select dispute_id, 4, 3, type, actor_role, actor_id, rule,
       rulebook_version, at, body from dispute_events where seq = 2`,
    /foreign key/i,
  ],
  [
    'an event that hides its gap',
    `insert into dispute_events select dispute_id, 4, 2, type, actor_role, actor_id, rule,
       rulebook_version, at, body from dispute_events where seq = 2`,
    /no_gap/,
  ],
  ['a message number twice', 'insert into messages select * from messages', /unique|duplicate/i],
  [
    'a gap in the message numbers',
    `insert into messages select conversation_id, 3, 2, id, sender, activity, at from messages`,
    /foreign key/i,
  ],
  [
    'a first message that is not number 1',
    `insert into messages select conversation_id, 3, null, id, sender, activity, at from messages`,
    /no_gap/,
  ],
];

describe('the database itself refuses', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    beforeEach(() =>
      run(async (tx) => {
        const store = db.store();
        await store.orders.put(tx, anOrder());
        await save(store, tx, { dispute: aDispute() });
        const effects = [{ type: 'refund_instruction', outcomeNo: 1, amount: 1000n }] as const;
        await save(store, tx, { dispute: refunding(1000n), effects });
        const conversation = { id: 'c', channel: 'directline', userId: 'u', locale: 'en' };
        await store.conversations.create(tx, { ...conversation, startedAt: noon });
        const message = { id: 'm', from: 'buyer', activity: { type: 'message' } } as const;
        await store.conversations.append(tx, 'c', [message], noon);
      }),
    );

    for (const [what, statement, refusal] of statements)
      it(what, async () => {
        expect(await faultOf(() => run((tx) => rows(tx, statement)))).to.match(refusal);
      });

    if (db.kind === 'SQLite')
      it('an event replaced by INSERT OR REPLACE', async () => {
        const statement = 'insert or replace into dispute_events select * from dispute_events';
        expect(await faultOf(() => run((tx) => rows(tx, statement)))).to.match(/never changed/);
      });
    else
      it('all events truncated', async () => {
        const statement = 'truncate dispute_events';
        expect(await faultOf(() => run((tx) => rows(tx, statement)))).to.match(/never changed/);
      });
  });
});
