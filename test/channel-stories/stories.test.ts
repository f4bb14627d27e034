import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { capabilitiesOf } from '../../bot/channels/capabilities.ts';
import { removeConversations } from '../support/seeded-demo.ts';
import { type Played, play } from './play.ts';

const profiles = ['directline', 'msteams', 'slack', 'facebook', 'sms', 'email'] as const;
const folder = join(import.meta.dirname, 'stories');
const stories = readdirSync(folder).filter((name) => name.endsWith('.story'));
/** Stories that only look. */
const looking = new Set(['tracking.story']);
/** The stories whose dialogue is kept as the buyer of each channel reads it. */
const shown = ['counter-offer.story'];

const goldenOf = (story: string, channel: string) =>
  join(import.meta.dirname, 'golden', `${story.replace('.story', '')}.${channel}.txt`);

/** News come later where they have to wait for the buyer to write; that they came is in the dialogue. */
function marketOf({ notices, ...record }: Played['record'], channel: string) {
  return capabilitiesOf(channel).windowHours === undefined ? { ...record, notices } : record;
}

describe('The same story on every channel', () => {
  let untouched: Played['record'];
  before(async () => {
    untouched = (await play(join(folder, '../untouched.story'), 'directline')).record;
    expect(untouched).to.include.all.keys('disputes', 'dispute_events', 'refund_instructions');
  });
  after(removeConversations);

  it('is told twelve times', () => {
    expect(stories.length).to.be.at.least(12);
  });

  for (const story of stories)
    it(`${story} ends with the same disputes, money and effects, within each channel's limits`, async () => {
      const played = new Map<string, Played>();
      for (const channel of profiles) played.set(channel, await play(join(folder, story), channel));
      const own = played.get('directline') ?? expect.fail('not played');
      if (looking.has(story)) expect(own.record).to.deep.equal(untouched);
      else expect(own.record).not.to.deep.equal(untouched);
      for (const [channel, { faults, record, typed, dialogue }] of played) {
        expect(faults, channel).to.deep.equal([]);
        expect(marketOf(record, channel), channel).to.deep.equal(marketOf(own.record, channel));
        // R03: greeted once, before the first answer where the channel does not say who comes.
        expect(dialogue.match(/\bI am the help bot\b/g), channel).to.have.length(1);
        const { reservedWords } = capabilitiesOf(channel);
        for (const words of typed) expect(reservedWords).not.to.include(words.toLowerCase());
        if (process.env.SHOW_STORIES)
          writeFileSync(`${process.env.SHOW_STORIES}/${story}.${channel}.txt`, dialogue);
        if (!shown.includes(story)) continue;
        if (process.env.UPDATE_GOLDEN) writeFileSync(goldenOf(story, channel), dialogue);
        expect(dialogue).to.equal(readFileSync(goldenOf(story, channel), 'utf8'));
      }
    }).timeout(60_000);
});
