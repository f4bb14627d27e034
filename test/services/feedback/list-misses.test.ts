import { expect } from 'chai';
import { forgetFeedback } from '../../../services/feedback/forget-feedback.ts';
import { listMisses } from '../../../services/feedback/list-misses.ts';
import type { NewFeedback } from '../../../services/feedback-port.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import type { Store } from '../../../services/ports.ts';
import { daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';

describe('What was not understood', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
    for (const id of ['a', 'b'])
      await store.run((tx) =>
        store.conversations.create(tx, {
          ...{ id, channel: 'directline', userId: 'u', locale: 'en', startedAt: noon },
        }),
      );
  });
  afterEach(() => store.close());

  const add = (conversationId: string, text: string, more: Partial<NewFeedback> = {}) =>
    store.run((tx) =>
      store.feedback.add(tx, {
        ...{ at: noon, conversationId, text, kind: 'missed', prompt: 'idle', band: 'out' },
        ...{ guesses: [], followed: 'left' },
        ...more,
      }),
    );
  const follow = (no: number, followed: NewFeedback['followed'], label?: string) =>
    store.run((tx) => store.feedback.follow(tx, no, followed, label));
  const report = () => store.run((tx) => listMisses(store, tx, noon));

  const visa = {
    guesses: [{ label: 'faq_refund_card', score: 0.41 }],
    band: 'ask',
    kind: 'asked',
  } as const;

  it('is grouped by its words, whatever case and marks, and by the best guess', async () => {
    await follow(await add('a', 'Money on my VISA?', visa), 'picked', 'refund_status');
    await follow(await add('b', 'money, on my visa', { ...visa, at: hoursAfter(noon, 1) }), 'none');
    await add('b', 'money on my visa', { prompt: 'open-dispute/amount' });
    const { count, conversations, groups } = await report();
    expect([count, conversations, groups.length]).to.deep.equal([3, 2, 2]);
    expect(groups[0]).to.deep.include({
      ...{ kind: 'asked', text: 'money, on my visa', guess: 'faq_refund_card', score: 0.41 },
      ...{ count: 2, band: 'ask', lastAt: hoursAfter(noon, 1) },
      ...{ prompts: { idle: 2 }, channels: { directline: 2 } },
      ...{ followed: { picked: 1, none: 1 }, picked: { refund_status: 1 }, rephrased: {} },
    });
    expect(groups[1]).to.deep.include({ count: 1, prompts: { 'open-dispute/amount': 1 } });
    expect(groups[1]).not.to.have.property('guess');
  });

  it('tells who left from who went on missing', async () => {
    await add('a', 'qwrtz');
    await add('a', 'asdf', { followed: 'handed_over' });
    await add('b', 'qwrtz');
    const { groups } = await report();
    expect(groups[0]?.followed).to.deep.equal({ missed_again: 1, left: 1 });
    expect(groups[1]?.followed).to.deep.equal({ handed_over: 1 });
  });

  it('counts for every answer how often it helped; one that helped is no miss', async () => {
    const answered = (label: string) => ({
      guesses: [{ label, score: 1 }],
      band: 'answer' as const,
    });
    for (const kind of ['solved', 'solved', 'unsolved'] as const)
      await add('a', '', { kind, ...answered('faq_warranty') });
    await add('a', 'is it normal', { kind: 'unsolved', ...answered('faq_tracking_invalid') });
    await add('b', 'is it normal', { kind: 'unsolved', ...answered('faq_tracking_invalid') });
    const { count, answers } = await report();
    expect(count).to.equal(3);
    expect(answers).to.deep.equal([
      { label: 'faq_tracking_invalid', solved: 0, unsolved: 2 },
      { label: 'faq_warranty', solved: 2, unsolved: 1 },
    ]);
  });

  it('is forgotten after 180 days, not a day before', async () => {
    await add('a', 'qwrtz');
    const forgetOn = (days: number) =>
      forgetFeedback({ store, clock: fixedClock(daysAfter(noon, days)) });
    expect(await forgetOn(180)).to.deep.equal({ removed: 0 });
    expect((await report()).count).to.equal(1);
    expect(await forgetOn(181)).to.deep.equal({ removed: 1 });
    expect((await report()).count).to.equal(0);
  });
});
