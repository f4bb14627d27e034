import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Data } from '../../knowledge/phrase.ts';
import { knowledge, knowledgeRoot, madrid } from './loaded.ts';

/** From the type itself: a code that is added there is asked for here. */
const codes = (): readonly string[] => {
  const source = readFileSync(join(knowledgeRoot, '../services/domain/refusal.ts'), 'utf8');
  const union = /export type RefusalCode =([\s\S]*?);/.exec(source)?.[1] ?? '';
  return [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
};

const day = Date.parse('2026-12-03T00:00:00Z');
const times: Data = {
  from: { kind: 'day', at: day },
  fromMoment: { kind: 'moment', at: day },
  until: { kind: 'last_day', at: day },
  untilMoment: { kind: 'moment', at: day },
};
const say = async (code: string, data: Data = {}) =>
  (await knowledge()).say({ key: `refusal.${code}`, data }, madrid, 'plain');

describe('A refusal', () => {
  for (const code of [...codes(), 'image_broken', 'image_too_many_pixels']) {
    it(`${code} is said in words, with and without its dates`, async () => {
      for (const said of [await say(code), await say(code, times)]) {
        expect(said.length).to.be.within(20, 300);
        expect(said).not.to.match(/undefined|\{\{|\b[a-z]+_[a-z]+\b/);
      }
    });
  }

  it('names the day from which a dispute can be opened', async () => {
    expect(await say('too_early', times)).to.include('from Thursday, 3 December 2026, day 11');
  });

  it('names the last day on which one could be opened', async () => {
    expect(await say('window_closed', times)).to.include(
      'the last day was Wednesday, 2 December 2026',
    );
  });

  it('says what files are taken', async () => {
    expect(await say('file_type')).to.include('.jpg, .jpeg, .bmp, .gif or .png');
    const allowed = ['.jpg', '.png'];
    expect(await say('file_type', { allowed, name: 'a.doc' })).to.match(/^a\.doc.*\.jpg or \.png/);
    expect(await say('file_too_large')).to.include('smaller than 2 MB');
  });
});
