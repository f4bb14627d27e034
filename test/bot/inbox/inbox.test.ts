import { expect } from 'chai';
import { createInbox, MAX_WAITING } from '../../../bot/inbox.ts';
import { createNews } from '../../../bot/outbox-news.ts';
import { createWorker } from '../../../bot/worker.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { startConversation, type TestConversation } from '../../support/server-conversation.ts';

for (const together of [true, false]) {
  describe(together ? 'the inbox, sharing transactions' : 'the inbox', () => {
    let talk: TestConversation;
    const woken: string[] = [];
    const inboxOf = ({ store }: TestConversation) => {
      const news = createNews();
      const wake = (id: string) => void woken.push(id);
      return {
        news,
        inbox: createInbox({ store, clock: systemClock(), ids: randomIds(), news, wake, together }),
      };
    };

    beforeEach(async () => {
      talk = await startConversation();
      woken.length = 0;
    });
    afterEach(() => talk.close());

    const activity = { type: 'message', text: 'hi' };

    it('stores the activity and its echo, tells the sockets, then wakes the worker', async () => {
      const { inbox, news } = inboxOf(talk);
      const heard: number[] = [];
      news.follow(talk.id, (messages) => {
        expect(woken).to.deep.equal([]);
        heard.push(...messages.map((m) => m.seq));
      });
      const accepted = await inbox.accept({ conversationId: talk.id, activity, echo: activity });
      expect(accepted.verdict).to.equal('accepted');
      expect(heard).to.deep.equal([1]);
      expect(woken).to.deep.equal([talk.id]);
    });

    it('answers a resend with the first id and stores nothing', async () => {
      const { inbox } = inboxOf(talk);
      const arrival = { conversationId: talk.id, key: 'k', activity, echo: activity };
      const [first, second] = [await inbox.accept(arrival), await inbox.accept(arrival)];
      expect(second).to.deep.equal({ ...first, verdict: 'duplicate' });
      expect(await talk.messages()).to.have.length(1);
      expect((await talk.current()).lastSeq).to.equal(1);
    });

    it('takes the same key in parallel once', async () => {
      const { inbox } = inboxOf(talk);
      const arrival = { conversationId: talk.id, key: 'k', activity, echo: activity };
      const all = await Promise.all(Array.from({ length: 10 }, () => inbox.accept(arrival)));
      expect(all.filter((a) => a.verdict === 'accepted')).to.have.length(1);
      expect(new Set(all.map((a) => ('id' in a ? a.id : a.verdict))).size).to.equal(1);
    });

    it('refuses what comes while the queue is full, and leaves no trace of it', async () => {
      const { inbox } = inboxOf(talk);
      const send = (key: string) =>
        inbox.accept({ conversationId: talk.id, key, activity, echo: activity });
      for (let i = 0; i < MAX_WAITING; i += 1) {
        expect((await send(`k${i}`)).verdict).to.equal('accepted');
      }
      expect((await send('one more')).verdict).to.equal('queue_full');
      expect(await talk.messages()).to.have.length(MAX_WAITING);
    });

    it('stores what came in parallel in order, all of it but the resends', async () => {
      const { inbox } = inboxOf(talk);
      const keys = ['a', 'b', 'c', 'a', 'd', 'b'];
      const send = (key: string) =>
        inbox.accept({ conversationId: talk.id, key, activity, echo: { ...activity, text: key } });
      const verdicts = (await Promise.all(keys.map(send))).map((accepted) => accepted.verdict);
      expect(verdicts.filter((verdict) => verdict === 'accepted')).to.have.length(4);
      expect(verdicts.filter((verdict) => verdict === 'duplicate')).to.have.length(2);
      const texts = (await talk.messages()).map((m) => m.activity.text);
      expect(texts).to.deep.equal(['a', 'b', 'c', 'd']);
    });

    it('says so when there is no such conversation', async () => {
      const { inbox } = inboxOf(talk);
      const accepted = await inbox.accept({ conversationId: 'none', activity, echo: activity });
      expect(accepted.verdict).to.equal('no_conversation');
    });
  });
}

describe('the worker', () => {
  it('finds at its start what was stored before, and takes it once', async () => {
    const talk = await startConversation();
    const { store } = talk;
    const deaf = createInbox({
      ...{ store, clock: systemClock(), ids: randomIds(), news: createNews() },
      wake: () => undefined,
      together: true,
    });
    const activity = { type: 'message', text: 'hi' };
    await deaf.accept({ conversationId: talk.id, activity, echo: activity });
    await Promise.all([talk.engine.worker.findWaiting(), talk.engine.worker.findWaiting()]);
    await talk.engine.worker.idle();
    expect((await talk.messages()).map((m) => m.from)).to.deep.equal(['buyer', 'bot']);
    await talk.close();
  });

  it('runs one turn at a time for a conversation and several conversations at once', async () => {
    const running = new Map<string, number>();
    const left = new Map([
      ['a', 3],
      ['b', 3],
    ]);
    let together = 0;
    const worker = workerOf(2, async (id) => {
      running.set(id, (running.get(id) ?? 0) + 1);
      expect(running.get(id)).to.equal(1);
      together = Math.max(
        together,
        [...running.values()].reduce((sum, n) => sum + n, 0),
      );
      await new Promise((resolve) => setTimeout(resolve, 2));
      running.set(id, 0);
      left.set(id, (left.get(id) ?? 0) - 1);
      return (left.get(id) ?? 0) > 0 ? 'more' : 'idle';
    });
    for (const id of ['a', 'b', 'a', 'b', 'a']) worker.wake(id);
    await worker.idle();
    expect([...left.values()].every((n) => n <= 0)).to.equal(true);
    expect(together).to.equal(2);
  });

  it('comes back to a conversation that was busy or whose turn could not be taken', async () => {
    const ends = ['busy', 'throw', 'idle'];
    const worker = workerOf(1, async () => {
      const end = ends.shift();
      if (end === 'throw') throw new Error('the database is away');
      return end === 'busy' ? 'busy' : 'idle';
    });
    worker.wake('a');
    while (ends.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await worker.stop();
    expect(ends).to.deep.equal([]);
  });

  it('forgets no wake that comes while the conversation’s turn runs', async () => {
    let turns = 0;
    const worker = workerOf(1, async () => {
      turns += 1;
      if (turns === 1) worker.wake('a');
      return 'idle';
    });
    worker.wake('a');
    await worker.idle();
    expect(turns).to.equal(2);
  });
});

function workerOf(parallel: number, takeTurn: Parameters<typeof createWorker>[0]['takeTurn']) {
  const log = { error: () => undefined } as never;
  return createWorker({ store: {} as never, log, parallel, againAfterMs: 2, takeTurn });
}
