import { expect } from 'chai';
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
    const result = await evaluate(lines, await knowledge(), () => 0);
    expect(result).to.include({ n: 4, accuracy: 0.75, oosRecall: 1, oosPrecision: 1, entityF1: 1 });
    expect(result.confusions).to.deep.equal([{ intent: 'thanks', got: 'track_order', n: 1 }]);
  });
});
