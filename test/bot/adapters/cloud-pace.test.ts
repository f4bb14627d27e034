import { expect } from 'chai';
import { createPace } from '../../../bot/adapters/cloud-pace.ts';
import type { JsonObject } from '../../../services/ports.ts';

describe('the pace of messages to Teams', () => {
  let now = 0;
  const chat = (id: string, tenantId = 't'): JsonObject => ({
    channelId: 'msteams',
    conversation: { id, tenantId },
  });
  beforeEach(() => {
    now = 1_000_000;
  });

  /** How long each of so many messages had to wait, when everyone waits as told. */
  const waits = (count: number, gapMs = 0) => {
    const pace = createPace(() => now);
    return Array.from({ length: count }, () => {
      let waited = 0;
      for (let wait = pace.take(chat('a')); wait > 0; wait = pace.take(chat('a'))) {
        waited += wait;
        now += wait;
      }
      now += gapMs;
      return waited;
    });
  };

  it('is 7 in a second and 8 in two for one chat', () => {
    expect(waits(9)).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 1_000, 1_000]);
  });

  it('is 60 in half a minute for one chat', () => {
    const all = waits(61, 300);
    expect(all.slice(0, 60).reduce((sum, wait) => sum + wait, 0)).to.equal(0);
    expect(all[60]).to.equal(30_000 - 60 * 300);
  });

  it('is 1,800 in an hour for one chat', () => {
    const all = waits(1_801, 1_000);
    expect(all[1_800]).to.equal(3_600_000 - 1_800 * 1_000);
    expect(Math.max(...all.slice(0, 1_800))).to.equal(0);
  });

  it('is 30 in a second for all chats of a tenant, and of no concern to another one', () => {
    const pace = createPace(() => now);
    for (let i = 0; i < 30; i += 1) expect(pace.take(chat(`c${i}`))).to.equal(0);
    expect(pace.take(chat('one more'))).to.equal(1_000);
    expect(pace.take(chat('another', 'u'))).to.equal(0);
    now += 1_000;
    expect(pace.take(chat('one more'))).to.equal(0);
  });

  it('is none for other channels', () => {
    const pace = createPace(() => now);
    for (let i = 0; i < 100; i += 1)
      expect(pace.take({ ...chat('a'), channelId: 'slack' })).to.equal(0);
  });
});
