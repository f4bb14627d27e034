import { expect } from 'chai';
import { parse } from 'yaml';
import { trainingLines } from '../../../bot/cli/training-lines.ts';
import type { MissGroup } from '../../../services/feedback/list-misses.ts';
import { noon } from '../../support/fixtures.ts';

const group = (text: string, changes: Partial<MissGroup> = {}): MissGroup => ({
  ...{ kind: 'asked', text, score: 0.4, band: 'ask', count: 1, lastAt: noon },
  conversationIds: [],
  ...{ prompts: {}, channels: {}, followed: {}, picked: {}, rephrased: {} },
  ...changes,
});

describe('New training lines', () => {
  it('stand below the label that was picked most, with numbers of their kind for the masks', () => {
    const { yaml, known, open } = trainingLines({
      groups: [
        group('where the [order number] at "now": # yes', {
          picked: { refund_status: 1, track_order: 2 },
        }),
        group('visa money', { picked: { refund_status: 1 } }),
        group('and [tracking number]', { picked: { track_order: 1 } }),
      ],
    });
    expect(parse(yaml)).to.deep.equal({
      refund_status: ['visa money'],
      track_order: ['where the 8011111111111111 at "now": # yes', 'and RR123456785CN'],
    });
    expect([known, open]).to.deep.equal([3, 0]);
  });

  it('are comments with a hint where nobody picked one; answers that did not help are none', () => {
    const { yaml, known, open } = trainingLines({
      groups: [
        group('blub', { rephrased: { appeal: 1 } }),
        group('blah', { guess: 'survey' }),
        group('two\nlines'),
        group('which files', { kind: 'unsolved' }),
        group(''),
        group('?!%'),
      ],
    });
    expect(parse(yaml)).to.equal(null);
    expect(yaml).to.match(/^# {2}- "blub" # maybe appeal$/m);
    expect(yaml).to.match(/^# {2}- "blah" # guessed survey 0\.40$/m);
    expect(yaml).to.match(/^# {2}- "two\\nlines"$/m);
    expect([known, open]).to.deep.equal([0, 3]);
  });
});
