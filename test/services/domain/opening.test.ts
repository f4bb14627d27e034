import { expect } from 'chai';
import { decide } from '../../../services/domain/decide.ts';
import { whyNotOpen } from '../../../services/domain/why-not-open.ts';
import { aFile, aShippedOrder, at, daysAfter, noon, openCommand } from '../../support/fixtures.ts';
import { positions } from './positions.ts';
import { actor, codes, disputeOf, openForm, play, refusals, rules, unopened } from './story.ts';

describe('opening a dispute', () => {
  it('keeps what it needs of the order and the form', () => {
    const form = { files: [aFile({ name: 'a.gif', contentType: 'image/gif' })] };
    const story = play(unopened(), 'buyer', openForm(form));
    expect(disputeOf(story)).to.deep.equal({
      id: 'D1000000001',
      seq: 1,
      orderId: '8011223344556677',
      itemId: 'i-1',
      buyerId: 'b-1',
      sellerId: 's-1',
      currency: 'USD',
      paid: 2490n,
      rulebookVersion: rules.version,
      openedAt: noon,
      lastEventAt: noon,
      phase: { state: 'awaiting_seller', proposedAt: noon },
      reason: 'not_as_described',
      subReason: 'damaged',
      description: 'The case is cracked.',
      proposals: [{ version: 1, by: 'buyer', at: noon, remedy: 'refund_only', amount: 2490n }],
      refused: false,
      evidence: [{ ...form.files[0], party: 'buyer', addedAt: noon }],
      refunds: [],
    });
  });

  it('has no sub-reason when nothing came', () => {
    const story = play(unopened(), 'buyer', openForm({ reason: 'not_received' }));
    expect(disputeOf(story)).to.not.have.property('subReason');
  });

  it('says everything that stands in the way at once', () => {
    const story = unopened({ agreementAt: noon, protectionEndsAt: noon });
    const taken = {
      ...story,
      case_: {
        ...story.case_,
        otherLiveDisputeId: 'D9',
        money: { ...story.case_.money, released: 2490n },
      },
    };
    const form = openForm({ description: '', remedy: 'return_and_refund', reason: 'not_received' });
    expect(codes(taken, 'seller', form, daysAfter(noon, 30))).to.deep.equal([
      'wrong_role',
      'agreement_recorded',
      'window_closed',
      'protection_ended',
      'dispute_live',
      'nothing_left_to_refund',
      'remedy_not_allowed',
      'text_missing',
    ]);
  });

  it('names the instants and the facts', () => {
    const story = unopened({ shippedAt: at('2026-11-20T10:00:00Z'), agreementAt: noon });
    expect(refusals(story, 'buyer', openCommand())).to.deep.equal([
      {
        code: 'agreement_recorded',
        rule: 'sellerAgreement',
        facts: { orderId: '8011223344556677', agreedAt: noon },
      },
      {
        code: 'too_early',
        rule: 'disputeOpensOnDay',
        facts: { orderId: '8011223344556677' },
        from: at('2026-12-01T00:00:00Z'),
      },
    ]);
  });

  it('needs an order that was sent and not cancelled', () => {
    expect(codes(unopened({ status: 'cancelled' }), 'buyer', openCommand())).to.deep.equal([
      'order_cancelled',
    ]);
    expect(codes(unopened({ status: 'paid' }), 'buyer', openCommand())).to.deep.equal([
      'not_shipped',
    ]);
    const { shippedAt: _never, ...order } = aShippedOrder();
    const story = unopened();
    const unsent = { ...story, case_: { ...story.case_, order } };
    expect(codes(unsent, 'buyer', openCommand())).to.deep.equal(['not_shipped']);
  });

  it('is possible on an order under way, without any end', () => {
    const story = unopened();
    const underWay = { ...story, case_: { ...story.case_, order: aShippedOrder() } };
    expect(codes(underWay, 'buyer', openCommand(), daysAfter(noon, 300))).to.deep.equal([]);
  });

  it('says the same of a foreign order and of an item that is not there', () => {
    const { case_, now } = unopened({ buyer: { ...unopened().case_.order.buyer, id: 'b-2' } });
    const foreign = { case_, actor: actor('buyer') };
    const missing = { case_: { ...unopened().case_, itemId: 'i-9' }, actor: actor('agent') };
    for (const { case_: theirs, actor: who } of [foreign, missing])
      expect(whyNotOpen(theirs, who, now, rules)).to.deep.equal([
        { code: 'not_found', rule: 'ownership', facts: {} },
      ]);
  });

  it('says nothing about the form to a stranger', () => {
    const { case_, now } = unopened();
    const stranger = { role: 'buyer', id: 'b-2' } as const;
    const decided = decide(case_, openForm({ description: '' }), stranger, now, rules);
    expect(decided).to.deep.equal({
      ok: false,
      refusals: [{ code: 'not_found', rule: 'ownership', facts: {} }],
    });
  });

  it('takes 1 minor unit up to what was paid', () => {
    const of = (amount: bigint) => codes(unopened(), 'buyer', openForm({ amount }));
    expect([of(0n), of(1n), of(2490n), of(2491n), of(-1n)]).to.deep.equal([
      ['amount_too_small'],
      [],
      [],
      ['amount_too_large'],
      ['amount_too_small'],
    ]);
  });

  it('takes no more than what is left of what was paid', () => {
    const story = unopened();
    const money = { ...story.case_.money, instructed: 490n };
    const less = { ...story, case_: { ...story.case_, money } };
    const [refusal] = refusals(less, 'buyer', openForm());
    expect(refusal).to.deep.include({
      code: 'amount_too_large',
      rule: 'refundCeiling',
      facts: { amount: 2490n, min: 1n, max: 2000n, currency: 'USD' },
    });
  });

  it('needs a sub-reason for what is not as described', () => {
    const { subReason: _none, ...form } = openCommand().form;
    expect(codes(unopened(), 'buyer', { ...openCommand(), form })).to.deep.equal([
      'sub_reason_missing',
    ]);
  });

  it('names each Chinese character, its place, and the cleaned text, S3', () => {
    const [refusal] = refusals(unopened(), 'buyer', openForm({ description: 'It is 坏了。' }));
    expect(refusal).to.deep.equal({
      code: 'text_has_chinese',
      rule: 'cleanText',
      facts: {
        field: 'description',
        characters: ['坏', '了', '。'],
        positions: ['7', '8', '9'],
        cleaned: 'It is.',
      },
    });
  });

  it('takes 1000 characters, counted as people count them', () => {
    const of = (description: string) => codes(unopened(), 'buyer', openForm({ description }));
    expect(of('😀'.repeat(1000))).to.deep.equal([]);
    expect(of('a'.repeat(1001))).to.deep.equal(['text_too_long']);
    expect(of('  ')).to.deep.equal(['text_missing']);
  });

  it('checks the files as those of an opening', () => {
    const files = [aFile({ name: 'a.docx' })];
    expect(codes(unopened(), 'buyer', openForm({ files }))).to.deep.equal(['file_type']);
  });

  for (const [name, story] of Object.entries(positions))
    it(`I6 on ${name}: ${name === 'closed, cancelled' ? 'frees' : 'holds'} the item`, () => {
      const found = whyNotOpen(story.case_, actor('buyer'), noon, rules).map(({ code }) => code);
      if (name === 'closed, cancelled') expect(found).to.deep.equal([]);
      else expect(found).to.include('dispute_live');
    });

  it('I6 is refused while another dispute about the item lives', () => {
    const { case_ } = unopened();
    const [refusal] = whyNotOpen(
      { ...case_, otherLiveDisputeId: 'D7' },
      actor('buyer'),
      noon,
      rules,
    );
    expect(refusal).to.deep.equal({
      code: 'dispute_live',
      rule: 'oneLiveDispute',
      facts: { disputeId: 'D7' },
    });
  });
});
