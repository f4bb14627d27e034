import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { NewFeedback } from '../../../services/feedback-port.ts';
import type { Store } from '../../../services/ports.ts';
import { type Place, placeOfItsOwn } from './terminal.ts';

describe('npm run cli -- misses', () => {
  let place: Place;
  let store: Store;
  before(async function () {
    this.timeout(30_000);
    place = await placeOfItsOwn();
    await place.run(['seed']);
    store = await place.tools.openStore();
  });
  after(async () => {
    await store.close();
    await place.remove();
  });

  const visa: Omit<NewFeedback, 'at'> = {
    ...{ conversationId: 'misses', kind: 'asked', prompt: 'idle', band: 'ask', followed: 'left' },
    ...{ text: 'my visa [order number]', guesses: [{ label: 'faq_refund_card', score: 0.41 }] },
  };

  it('says so where everything was understood', async () => {
    const { said, code } = await place.run(['misses']);
    expect([said, code]).to.deep.equal(['Everything was understood in the last 7 days.', 0]);
  });

  it('groups what was not, in words, as JSON, and as training lines that only the owner may read', async () => {
    const { clock } = await place.tools.assemble(store);
    await store.run(async (tx) => {
      const at = clock.now();
      const begun = { id: 'misses', channel: 'directline', userId: 'u', locale: 'en' };
      await store.conversations.create(tx, { ...begun, startedAt: at });
      const no = await store.feedback.add(tx, { ...visa, at });
      await store.feedback.follow(tx, no, 'picked', 'refund_status');
      await store.feedback.add(tx, { ...visa, at });
    });
    const { said } = await place.run(['misses', '--since', '1d']);
    expect(said).to.include('2 times in one conversation');
    expect(said).to.match(/faq refund card|faq_refund_card/);
    expect(said).to.match(/2 {2}"my visa \[order number\]" {2}did you mean 0\.41 at idle 2/);
    expect(said).to.match(/meant: refund status/);
    const json = JSON.parse((await place.run(['misses', '--json'])).said);
    expect(json.groups[0]).to.deep.include({ count: 2, picked: { refund_status: 1 } });
    const file = join(dirname(place.databaseFile), 'new.yaml');
    const done = await place.run(['misses', '--export', file]);
    expect(done.said).to.match(/1 new line.* 0 to be labelled/);
    expect(parse(await readFile(file, 'utf8'))).to.deep.equal({
      refund_status: ['my visa 8011111111111111'],
    });
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('refuses a time that is none, and shows how it is called', async () => {
    const { code, complained } = await place.run(['misses', '--since', 'yesterday']);
    expect(complained).to.match(/no time to look back[\s\S]*--since 30d/);
    expect(code).to.equal(64);
  });
});
