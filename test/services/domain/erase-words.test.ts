import { expect } from 'chai';
import fc from 'fast-check';
import { apply } from '../../../services/domain/apply.ts';
import type { Command } from '../../../services/domain/command.ts';
import type { Dispute } from '../../../services/domain/dispute.ts';
import {
  disputeWithoutWords,
  eventWithoutWords,
  fileWithoutName,
  orderWithoutPerson,
} from '../../../services/domain/erase-words.ts';
import { sourcesOf } from '../../../services/domain/rule-sources.ts';
import {
  aDispute,
  aFile,
  anEvent,
  anItem,
  anOrder,
  noon,
  openCommand,
} from '../../support/fixtures.ts';
import { moves, playRandomly } from './random-story.ts';
import { disputeOf, rules } from './story.ts';

const secret = 'I live in Calle Mayor 5';
const files = [aFile({ name: `${secret}.jpg` })];

const wordy: readonly Command[] = [
  { ...openCommand(), form: { ...openCommand().form, description: secret, files } },
  { type: 'refuse', proposalVersion: 1, message: secret },
  { type: 'counter', proposalVersion: 1, remedy: 'none', amount: 0n, message: secret },
  { type: 'propose', remedy: 'refund_only', amount: 7n, message: secret },
  { type: 'request_evidence', party: 'buyer', what: secret },
  { type: 'rule', outcome: 'full', explanation: secret },
  { type: 'decide_appeal', decision: 'rejected', explanation: secret },
  { type: 'contest_return', reason: secret },
  { type: 'appeal', reason: secret, files },
  { type: 'add_evidence', files },
  { type: 'refund_failed', refundId: 'D1.R1', failure: secret },
  { type: 'survey', rating: 1, words: secret },
];

const everything: Dispute = aDispute({
  phase: { state: 'evidence_requested', party: 'buyer', what: secret, askedAt: noon },
  description: secret,
  proposals: [
    { version: 1, by: 'buyer', at: noon, remedy: 'refund_only', amount: 5n, message: secret },
  ],
  evidence: [{ ...aFile({ name: `${secret}.png` }), party: 'buyer', addedAt: noon }],
  refunds: [
    { id: 'R', outcomeNo: 1, amount: 5n, state: 'failed', at: noon, failure: secret },
    { id: 'S', outcomeNo: 2, amount: 5n, state: 'instructed', at: noon },
  ],
  outcome: {
    ...{ no: 1, reason: 'ruling_full', by: 'case_management', decidedAt: noon },
    ...{ terms: { remedy: 'refund_only', amount: 5n }, explanation: secret },
  },
  appeal: { reason: secret, at: noon },
  survey: { rating: 1, words: secret, at: noon },
});

const text = (value: unknown): string =>
  JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}` : part));

describe('erasing words', () => {
  for (const command of wordy)
    it(`leaves none in ${command.type}, and its type, its actor and its date`, () => {
      const event = anEvent(aDispute(), { body: { command } });
      const left = eventWithoutWords(event);
      expect(text(event)).to.include(secret);
      expect(text(left)).not.to.include(secret);
      expect({ ...left, body: 0 }).to.deep.equal({ ...event, body: 0 });
      expect(left.body.command.type).to.equal(command.type);
    });

  it('leaves none in a dispute, and all of its amounts, ids, states and dates', () => {
    const left = disputeWithoutWords(everything);
    expect(text(left)).not.to.include(secret);
    expect(text(left)).to.equal(text(everything).replaceAll(secret, '[erased]'));
  });

  it('leaves of an order who, what and how much, without names and places', () => {
    const order = anOrder({ items: [anItem()] });
    const left = orderWithoutPerson(order);
    expect(text(left)).not.to.match(/García|ana@|"Madrid"|Shenzhen/);
    expect(left.items).to.deep.equal(order.items);
    expect(left.buyer.id).to.equal(order.buyer.id);
  });

  it('keeps the type of a file, or nothing of a name without one', () => {
    expect(fileWithoutName(aFile({ name: 'me.at.home.JPG' })).name).to.equal('[erased].JPG');
    expect(fileWithoutName(aFile({ name: 'me' })).name).to.equal('[erased]');
  });

  it('I7 gives events that still make the dispute, after any story', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const story = playRandomly(all);
        const folded = story.events
          .map(eventWithoutWords)
          .reduce<Dispute | undefined>(apply, undefined);
        expect(folded).to.deep.equal(disputeWithoutWords(disputeOf(story)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the sources of a rule', () => {
  it('are the rulebook’s, or those of a rule without a number', () => {
    expect(sourcesOf('sellerResponse', rules)).to.deep.equal(['S2', 'S4']);
    expect(sourcesOf('cleanText', rules)).to.deep.equal(['S3']);
  });
});
