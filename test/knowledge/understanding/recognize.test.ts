import { expect } from 'chai';
import type { Situation } from '../../../knowledge/knowledge.ts';
import { evaluate } from '../../../knowledge/understanding/evaluate.ts';
import { knowledge } from '../loaded.ts';

const understand = async (text: string) => (await knowledge()).understand(text);

describe('Understanding', () => {
  for (const [text, label] of [
    ["I haven't received my order", 'faq_not_received'],
    ['wheres my pakage', 'track_order'],
    ['8130 2245 0071 8130', 'track_order'],
    ['tracking number RB123456785CN', 'track_order'],
    ['D1000000001', 'dispute_status'],
    ['I want to open a dispute', 'open_dispute'],
    ['Cancel my dispute!', 'cancel_dispute'],
    ['how long does the seller have to respond?', 'faq_after_open'],
    ['Talk to a human', 'human_agent'],
  ] as const) {
    it(`is sure of "${text}"`, async () => {
      const { band, intents } = await understand(text);
      expect([band, intents[0]?.label]).to.deep.equal(['answer', label]);
    });
  }

  for (const text of [
    'what is the weather tomorrow',
    'how do I become a seller',
    '???',
    '',
    '🙂',
    'asdf qwer',
  ]) {
    it(`has no answer to "${text}"`, async () => {
      expect((await understand(text)).band).to.equal('out');
    });
  }

  it('never offers what is none of our business', async () => {
    const { intents } = await understand('what is the weather for my order');
    expect(intents.map(({ label }) => label)).not.to.include('oos');
  });

  it('says which of several labels it may be, best first', async () => {
    const { intents } = await understand('my refund and the tracking of the return');
    const scores = intents.map(({ score }) => score);
    expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
  });

  it('takes any text', async () => {
    for (const text of [
      '1/'.repeat(100),
      'a'.repeat(100_000),
      '\u202E\u0000',
      '{{constructor}}',
      '<b>',
    ]) {
      expect((await understand(text)).band).to.be.oneOf(['answer', 'ask', 'out']);
    }
  });

  it('reads what is mistyped, shortened and stretched', async () => {
    for (const [text, label] of [
      ['wher is my ordr', 'track_order'],
      ['cancle my dispuet pls', 'cancel_dispute'],
      ['i want a reeeefund', 'open_dispute'],
      ['thx u', 'thanks'],
    ] as const) {
      expect((await understand(text)).intents[0]?.label, text).to.equal(label);
    }
  });

  it('finds the wish at the end of a story', async () => {
    const story = `hello, i bought a lamp for my grandmother in march, she lives far away and waited every day at the
      window. the shop said two weeks, then three, then nothing any more. please open a dispute for me`;
    expect((await understand(story)).intents[0]?.label).to.equal('open_dispute');
  });

  it('finds what is wanted in the middle of a story, and what is none of our business in another', async () => {
    const wish = `The lamp was for my mother, she's ninety and reads every evening. I want my money back, as the
      glass came in pieces. My brother says I should have bought it in town, and he's right.`;
    expect((await understand(wish)).intents[0]?.label).to.equal('open_dispute');
    const other = `I ordered the bench last night and this morning my wife said we have no garden. The seller hasn't
      packed it yet. Please cancel the order before it is sent.`;
    expect((await understand(other)).band).to.equal('out');
  });

  it('takes the first of two wishes as the main one, however clear the second is', async () => {
    const { intents, also } = await understand(
      'open a dispute for the lamp because it never came. also, which files can I send?',
    );
    expect(intents[0]?.label).to.equal('open_dispute');
    expect(also?.map(({ label }) => label)).to.deep.equal(['faq_file_types']);
  });

  it('reads a thumb', async () => {
    expect((await understand('👍')).intents[0]?.label).to.equal('yes');
    expect((await understand('👎')).intents[0]?.label).to.equal('no');
  });

  for (const [text, label] of [
    ['dispute', 'open_dispute'],
    ['all of it', 'counter_offer'],
    ['a part', 'counter_offer'],
    ['ok i send now', 'add_evidence'],
    ['what do i write into the return form', 'return_shipment'],
    ['how long does the seller have to answer?', 'faq_after_open'],
  ] as const) {
    it(`does not misread "${text}"`, async () => {
      expect((await understand(text)).intents[0]?.label).to.equal(label);
    });
  }

  it('leaves a greeting out where something is wanted', async () => {
    const { intents } = await understand('hello there, thanks for your time. where is my parcel?');
    expect(intents[0]?.label).to.equal('track_order');
  });

  it('hears a second wish in another clause, and none where there is none', async () => {
    const { intents, also } = await understand(
      'Accept their offer please. How long does the payout take?',
    );
    expect(intents[0]?.label).to.equal('accept_offer');
    expect(also?.map(({ label }) => label)).to.deep.equal(['faq_when_refund']);
    expect((await understand('where is my order')).also).to.equal(undefined);
  });

  it('weighs the words by what is known besides', async () => {
    const { understand: read } = await knowledge();
    const scoreOf = (label: string, situation: Situation) =>
      read('ok then 12 euros it is', situation).intents.find((one) => one.label === label)?.score ??
      0;
    const [none, offer] = [{ hasOffer: false }, { hasOffer: true }];
    expect(scoreOf('accept_offer', offer)).to.be.above(scoreOf('accept_offer', none));
  });

  it('reads days once it knows the present, percentages and spans always', async () => {
    const { understand: read } = await knowledge();
    const text = 'I asked for 45% two weeks ago, and 3 days later nothing';
    const now = Date.parse('2025-06-18T10:00:00Z');
    expect(read(text, { now }).entities).to.deep.include({
      percents: [45],
      durations: ['P3D'],
      dates: [{ text: 'two weeks ago', readings: ['2025-06-04'] }],
    });
    expect(read(text).entities).not.to.have.property('dates');
  });

  it('is scored on labelled lines', async () => {
    const lines = [
      { text: 'track my order', intent: 'track_order' },
      {
        text: 'open a dispute for order 8130224500718130',
        intent: 'open_dispute',
        entities: [{ type: 'order_id', value: '8130224500718130' }],
      },
      { text: 'what is the weather', intent: 'oos' },
      { text: 'track my order', intent: 'thanks' },
    ];
    const result = evaluate(lines, await knowledge(), () => 0);
    expect(result).to.include({ n: 4, accuracy: 0.75, oosRecall: 1, oosPrecision: 1, entityF1: 1 });
    expect(result.confusions).to.deep.equal([{ intent: 'thanks', got: 'track_order', n: 1 }]);
  });
});
