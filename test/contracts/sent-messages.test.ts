import { expect } from 'chai';
import type { Tx } from '../../services/ports.ts';
import type { SentMessage } from '../../services/sent-messages-port.ts';
import { daysAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const card = (changes: Partial<SentMessage> = {}): SentMessage => ({
  ...{ conversationId: 'c-1', seq: 2, promptId: 'p-1', activityId: '1:abc' },
  ...changes,
});

describe('the cards that were sent to a channel', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const sent = () => db.store().sentMessages;
    const add = (one: SentMessage, at = noon) => run((tx) => sent().add(tx, one, at));
    const of = (promptId: string, conversationId = 'c-1') =>
      run((tx) => sent().ofPrompt(tx, conversationId, promptId));

    beforeEach(() =>
      run(async (tx) => {
        const begun = { channel: 'msteams', userId: 'u', locale: 'en', startedAt: noon };
        for (const id of ['c-1', 'c-2'])
          await db.store().conversations.create(tx, { ...begun, id });
      }),
    );

    it('are found by their prompt, with or without an id of the channel', async () => {
      const { activityId: _, ...without } = card({ seq: 4, promptId: 'p-2' });
      await add(card());
      await add(without);
      expect(await of('p-1')).to.deep.equal(card());
      expect(await of('p-2')).to.deep.equal(without);
      expect(await of('p-3')).to.equal(undefined);
    });

    it('are those of their own conversation alone', async () => {
      await add(card());
      expect(await of('p-1', 'c-2')).to.equal(undefined);
    });

    it('have the id of the last time they were sent', async () => {
      await add(card());
      await add(card({ activityId: '1:def' }), daysAfter(noon, 1));
      expect(await of('p-1')).to.deep.equal(card({ activityId: '1:def' }));
    });

    it('are the last one where a prompt was shown twice', async () => {
      await add(card());
      await add(card({ seq: 6, activityId: '1:def' }));
      expect(await of('p-1')).to.deep.equal(card({ seq: 6, activityId: '1:def' }));
    });

    it('belong to a conversation that there is', async () => {
      const fault = await add(card({ conversationId: 'c-9' })).catch(() => 'refused');
      expect(fault).to.equal('refused');
    });
  });
});
