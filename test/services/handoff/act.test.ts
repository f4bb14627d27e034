import { expect } from 'chai';
import { catchUp } from '../../../services/deadlines/catch-up.ts';
import { playSeller } from '../../../services/demo/play-seller.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import type { Command } from '../../../services/domain/command.ts';
import type { EvidenceFile } from '../../../services/domain/dispute.ts';
import type { Order } from '../../../services/domain/order.ts';
import type { Upload } from '../../../services/evidence-port.ts';
import { actForBuyer } from '../../../services/handoff/act-for-buyer.ts';
import { claim } from '../../../services/handoff/claim.ts';
import { conversationFor } from '../../../services/handoff/conversation-for.ts';
import { decideApproval } from '../../../services/handoff/decide-approval.ts';
import type { Staff } from '../../../services/handoff/desk-context.ts';
import { escalatedCase, escalatedDisputes } from '../../../services/handoff/escalated-disputes.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { ruleAsManager } from '../../../services/handoff/rule-as-manager.ts';
import type { ActRequest } from '../../../services/handoff/views.ts';
import type { Store } from '../../../services/ports.ts';
import { ada, agnes, ben, clara, codesOf, TestDesk } from '../../support/desk.ts';
import { anItem, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';

const open = (amount = 2490n, files: readonly EvidenceFile[] = []): Command => ({
  type: 'open',
  disputeId: '',
  form: {
    ...{ reason: 'not_as_described', subReason: 'damaged', remedy: 'refund_only', amount },
    ...{ description: 'The case is cracked.', files },
  },
});

describe('What an agent does for a buyer', () => {
  let store: Store;
  let desk: TestDesk;
  let order: Order;
  let handoffId: string;
  let conversationId: string;
  beforeEach(async () => {
    store = await memoryStore();
    desk = new TestDesk(store);
    order = await desk.order();
    const { handoff } = await desk.asked({ buyerId: order.buyer.id, orderId: order.id });
    ({ id: handoffId, conversationId } = handoff);
    await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
  });
  afterEach(() => store.close());

  const act = (changes: Partial<ActRequest> = {}, staff: Staff = agnes) =>
    desk.as(staff, (ctx) =>
      actForBuyer(ctx, {
        ...{ handoffId, orderId: order.id, itemId: 'i-1', command: open() },
        ...changes,
      }),
    );
  const word = () => desk.says(conversationId, 'Yes, please open it');
  /** The buyer sends one. */
  const photo = (id: string, changes: Partial<Upload> = {}) =>
    store.run((tx) =>
      store.uploads.add(tx, {
        ...{ id, conversationId, buyerId: order.buyer.id, name: `${id}.jpg`, bytes: 1000 },
        ...{ contentType: 'image/jpeg', sha256: id, width: 10, height: 10, at: noon },
        ...{ verdict: 'accepted', ...changes },
      }),
    );

  it('goes by the same rules, names the agent, and has the word of the buyer on record', async () => {
    const seq = await word();
    const done = await act({ word: seq });
    expect(done.ok && done.value.done).to.equal(true);
    const [dispute] = await store.run((tx) => store.disputes.listOf(tx, order.buyer.id));
    const [event] = await store.run((tx) => store.disputes.events(tx, dispute?.id ?? ''));
    expect(event?.actor).to.deep.equal({ role: 'agent', id: 'agnes' });
    const events = await store.run((tx) => store.desk.log.ofHandoff(tx, handoffId));
    expect(events.find(({ kind }) => kind === 'acted')?.body).to.deep.equal({
      ...{ command: 'open', seq: 1, word: seq, disputeId: dispute?.id },
    });
    expect(desk.deeds).to.deep.include({ what: 'buyer.act', by: 'agnes' });
    const [row] = (await desk.as(agnes, queue)).rows;
    expect(row?.disputeId).to.equal(dispute?.id);
    expect(row?.due).to.deep.equal({ rule: 'sellerResponse', at: daysAfter(noon, 5) });
  });

  it('is refused by the rules as it would be to the buyer', async () => {
    const refused = await act({ word: await word(), command: open(9999n) });
    expect(codesOf(refused)).to.deep.equal(['amount_too_large']);
  });

  it("needs the buyer's own words, of this conversation and not old", async () => {
    expect(codesOf(await act())).to.deep.equal(['word_missing']);
    expect(codesOf(await act({ word: 1 })), 'the line of the program').to.deep.equal([
      'word_missing',
    ]);
    const seq = await word();
    desk.clock.advance(24 * 3_600_000);
    expect(codesOf(await act({ word: seq }))).to.deep.equal(['word_missing']);
  });

  it('is about that buyer alone, and only by who has the case', async () => {
    const other = await desk.order();
    const seq = await word();
    const strange = await act({ word: seq, orderId: other.id });
    expect(codesOf(strange)).to.deep.equal(['case_not_found']);
    expect(codesOf(await act({ word: seq }, ben))).to.deep.equal(['taken']);
  });

  it('is never a ruling, nor what sellers, banks or the clock do', async () => {
    const seq = await word();
    for (const command of [
      { type: 'rule', outcome: 'full', explanation: 'x' },
      { type: 'accept', proposalVersion: 1 },
      { type: 'chargeback' },
    ] as const)
      expect(codesOf(await act({ word: seq, disputeId: 'D1', command }))).to.deep.equal([
        'not_for_buyers',
      ]);
  });

  it('without a word needs a reason, and stands with it in the record', async () => {
    expect(codesOf(await act({ override: { reason: ' ' } }))).to.deep.equal(['reason_missing']);
    const done = await act({ override: { reason: 'The buyer telephoned.' } });
    expect(done.ok && done.value.done).to.equal(true);
  });

  it('without a word and above the amount needs a second person, who is another one and a supervisor', async () => {
    const dear = await desk.order({
      items: [anItem({ paid: { minor: 90_000n, currency: 'USD' } })],
      buyer: order.buyer,
    });
    const asked = await act({
      ...{ orderId: dear.id, command: open(90_000n) },
      override: { reason: 'The buyer telephoned.' },
    });
    if (!asked.ok || asked.value.done) throw new Error('A second person was expected.');
    const { approvalId } = asked.value;
    const decide = (staff: Staff, approve = true) =>
      desk.as(staff, (ctx) => decideApproval(ctx, { approvalId, approve }));
    expect(codesOf(await decide(agnes))).to.deep.equal(['approver_same']);
    expect(codesOf(await decide(ben))).to.deep.equal(['role_too_low']);
    expect(await store.run((tx) => store.disputes.listOf(tx, order.buyer.id))).to.be.empty;
    const done = await decide(ada);
    expect(done.ok && done.value.done).to.equal(true);
    const [dispute] = await store.run((tx) => store.disputes.listOf(tx, order.buyer.id));
    expect(dispute?.proposals[0]?.amount).to.equal(90_000n);
    expect(codesOf(await decide(clara))).to.deep.equal(['approval_over']);
    const [event] = await store.run((tx) => store.disputes.events(tx, dispute?.id ?? ''));
    expect(event?.actor.id, 'in the name of who asked').to.equal('agnes');
  });

  it("takes the buyer's photos of this chat, as they were inspected and not as a request describes them", async () => {
    await photo('up-1');
    const claimed = { id: 'up-1', name: 'x.exe', contentType: 'text/html', bytes: 1, sha256: 'no' };
    const done = await act({ word: await word(), command: open(2490n, [claimed]) });
    expect(codesOf(done)).to.be.empty;
    await photo('up-2');
    const [opened] = await store.run((tx) => store.disputes.listOf(tx, order.buyer.id));
    const added = await act({
      ...{ word: await word(), disputeId: opened?.id ?? '', uploadIds: ['up-2'] },
      command: { type: 'add_evidence', files: [] },
    });
    expect(codesOf(added)).to.be.empty;
    const [dispute] = await store.run((tx) => store.disputes.listOf(tx, order.buyer.id));
    expect(dispute?.evidence.map(({ id, name, party }) => `${party} ${id} ${name}`)).to.deep.equal([
      'buyer up-1 up-1.jpg',
      'buyer up-2 up-2.jpg',
    ]);
    expect(dispute?.evidence[0]?.contentType).to.equal('image/jpeg');
  });

  it('refuses files of another chat, files that were not accepted, and files where none belong', async () => {
    await photo('foreign', { conversationId: await desk.conversation(order.buyer.id) });
    await photo('broken', { verdict: 'image_broken' });
    await photo('good');
    const seq = await word();
    // A picture that an agent sent is no evidence of the buyer's.
    await photo('ours', { fromAgent: true });
    for (const uploadIds of [['foreign'], ['good', 'broken'], ['nothing'], ['ours']])
      expect(codesOf(await act({ word: seq, uploadIds })), uploadIds.join()).to.deep.equal([
        'file_not_found',
      ]);
    const [file] = [
      { id: 'foreign', name: 'a.jpg', contentType: 'image/jpeg', bytes: 1, sha256: 'x' },
    ];
    expect(codesOf(await act({ word: seq, command: open(2490n, [file]) }))).to.deep.equal([
      'file_not_found',
    ]);
    expect(
      codesOf(await act({ word: seq, uploadIds: ['good'], command: { type: 'cancel' } })),
    ).to.deep.equal(['file_not_found']);
    expect(await store.run((tx) => store.disputes.listOf(tx, order.buyer.id))).to.be.empty;
  });

  it('is seen with everything that is needed, and nothing has to be asked again', async () => {
    const seq = await word();
    await act({ word: seq });
    const found = await desk.as(agnes, (ctx) => conversationFor(ctx, handoffId));
    if (!found.ok) throw new Error('The case was expected.');
    const { row, transcript, orders, disputes, may, deadlines } = found.value;
    expect(row.caseNo).to.equal('C-1001');
    expect(transcript.map(({ from, text }) => `${from}: ${text}`)).to.deep.equal([
      'system: Agnes joined',
      'buyer: Yes, please open it',
    ]);
    expect(orders.map((one) => one.order.id)).to.deep.equal([order.id]);
    expect(disputes[0]?.view.allowed.map(({ type }) => type)).to.include('cancel');
    const rule = disputes[0]?.notAllowed.find(({ type }) => type === 'rule');
    expect(rule?.refusals.map(({ code }) => code)).to.include('wrong_role');
    expect(deadlines, 'the seller has five days').to.be.empty;
    expect(may).to.include('hand_back');
    expect(desk.deeds).to.deep.include({ what: 'conversation.read', by: 'agnes' });
  });
});

describe('What a case manager rules', () => {
  let store: Store;
  let desk: TestDesk;
  beforeEach(async () => {
    store = await memoryStore();
    desk = new TestDesk(store);
  });
  afterEach(() => store.close());

  /** Opened, refused and escalated: the team has it. */
  const escalated = async (paid: bigint) => {
    const order = await desk.order({ items: [anItem({ paid: { minor: paid, currency: 'USD' } })] });
    const command = open(paid);
    if (command.type !== 'open') throw new Error('An opening was expected.');
    const { form } = command;
    const opened = await desk.run({ kind: 'buyer', id: order.buyer.id }, (ctx) =>
      openDispute(ctx, { orderId: order.id, itemId: 'i-1', form }),
    );
    if (!opened.ok) throw new Error('A dispute was expected.');
    const disputeId = opened.value.dispute.id;
    await desk.run({ kind: 'system' }, (ctx) => playSeller(ctx, { disputeId, move: 'refuse' }));
    desk.clock.advance(16 * 86_400_000);
    return disputeId;
  };
  const ruling = { type: 'rule', outcome: 'full', explanation: 'The photos show it.' } as const;
  const rule = (staff: Staff, disputeId: string) =>
    desk.as(staff, (ctx) => ruleAsManager(ctx, { disputeId, command: ruling }));
  const stateOf = (disputeId: string) =>
    desk.run({ kind: 'system' }, async (ctx) => {
      const found = await findDispute(ctx, disputeId);
      return found.ok && found.value.dispute.phase.state;
    });

  it('is a full refund at once where one person may decide it', async () => {
    const disputeId = await escalated(2490n);
    const ruled = await rule(clara, disputeId);
    expect(ruled.ok && ruled.value.done).to.equal(true);
    expect(await stateOf(disputeId)).to.equal('refund_pending');
    expect(desk.deeds).to.deep.include({ what: 'dispute.rule', by: 'clara' });
  });

  it("is nobody else's to rule", async () => {
    const disputeId = await escalated(2490n);
    for (const staff of [agnes, ada])
      expect(codesOf(await rule(staff, disputeId))).to.deep.equal(['role_too_low']);
  });

  it('above the amount waits for a second case manager, and changes nothing until then', async () => {
    const disputeId = await escalated(90_000n);
    const asked = await rule(clara, disputeId);
    if (!asked.ok || asked.value.done) throw new Error('A second person was expected.');
    expect(await stateOf(disputeId)).to.equal('in_mediation');
    const { approvalId } = asked.value;
    const decide = (staff: Staff, approve: boolean) =>
      desk.as(staff, (ctx) => decideApproval(ctx, { approvalId, approve }));
    expect(codesOf(await decide(ada, true))).to.deep.equal(['role_too_low']);
    const done = await decide({ ...clara, id: 'carl' }, true);
    expect(done.ok && done.value.done).to.equal(true);
    expect(await stateOf(disputeId)).to.equal('refund_pending');
  });

  it('that a second one refuses is not done', async () => {
    const disputeId = await escalated(90_000n);
    const asked = await rule(clara, disputeId);
    if (!asked.ok || asked.value.done) throw new Error('A second person was expected.');
    const { approvalId } = asked.value;
    await desk.as({ ...clara, id: 'carl' }, (ctx) =>
      decideApproval(ctx, { approvalId, approve: false }),
    );
    expect(await stateOf(disputeId)).to.equal('in_mediation');
  });

  it('is found in the list of what was escalated, with the evidence of both', async () => {
    const disputeId = await escalated(2490n);
    await desk.run({ kind: 'system' }, (ctx) => catchUp(ctx, disputeId));
    const listed = await desk.as(clara, escalatedDisputes);
    expect(listed.ok && listed.value.map(({ dispute }) => dispute.id)).to.deep.equal([disputeId]);
    expect(codesOf(await desk.as(agnes, escalatedDisputes))).to.deep.equal(['role_too_low']);
    const read = await desk.as(clara, (ctx) => escalatedCase(ctx, disputeId));
    expect(read.ok && read.value.evidence).to.deep.equal({ buyer: [], seller: [] });
  });
});
