import { expect } from 'chai';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { listDisputes } from '../../services/disputes/list-disputes.ts';
import { plusTimes24h } from '../../services/domain/time.ts';
import { Chat } from '../support/conversation.ts';
import { frameOf, lead, prompts as table } from '../support/prompts.ts';
import { realKnowledge, removeConversations, seededAt } from '../support/seeded-demo.ts';
import { flowsOf, keysOf, type Spot, walk } from '../support/walk.ts';
import { atPrompt, everyPrompt, listener, saidOf } from './rules-support.ts';

/** The last question before something that can't be undone, and the words of its consequence. */
const irreversible: Readonly<Record<string, RegExp>> = {
  'open-dispute/summary': /Nothing is sent yet.*the seller has \d+ days/,
  'cancel-dispute/preview': /money/,
  'answer-offer/accept': /accept|agree/i,
  'propose-terms/confirm': /seller/,
  'ship-return/confirm': /seller/,
  'appeal/confirm': /once|appeal/i,
};

const willing = ['yes', 'ok', 'yes please do it', 'I agree', 'go ahead', 'sure'];

const day = plusTimes24h(seededAt, 1) - seededAt;

/** Every step of every dispute of the buyer: a write changes it. */
const written = async ({ ctx }: Scene): Promise<number> =>
  (await listDisputes(ctx)).reduce((sum, { dispute }) => sum + dispute.seq, 0);

/** Rules R14 to R22: steps that can't be undone, escapes, digressions, what is taken up again. */
describe('Rules of conversation: acting', () => {
  let prompts: ReadonlyMap<string, Spot>;
  let emma: Chat;
  before(async () => {
    prompts = await everyPrompt();
    emma = await Chat.start('emma');
  });
  after(async () => {
    await emma.close();
    await removeConversations();
  });

  for (const [name, consequence] of Object.entries(irreversible)) {
    it(`R14 at ${name} the consequence stands in words, and text alone writes nothing`, async () => {
      const { messages } = prompts.get(name) ?? expect.fail(name);
      expect(await saidOf(messages)).to.match(consequence);
      for (const says of willing)
        await atPrompt(name, async (here, step, scene) => {
          const before = await written(scene);
          await step(here, { says });
          expect(await written(scene), says).to.equal(before);
        });
    }).timeout(20_000);

    it(`R16 at ${name} no button is a bare yes, no, ok or cancel`, async () => {
      const { state } = prompts.get(name) ?? expect.fail(name);
      expect(state.prompt?.choices.length).to.be.above(1);
      for (const { label } of state.prompt?.choices ?? [])
        expect(label)
          .to.match(/\w+ \w+/)
          .and.not.match(/^(yes|no|ok|cancel)$/i);
    });
  }

  it('R15 what only looks is done at once, without a question whether to', () =>
    walk(emma, async (here, step) => {
      const looking = [
        'where is my order 8130224500632984',
        'how long does a refund take?',
        '8130224500632984',
      ];
      for (const says of looking) {
        const { place, messages } = await step(here, { says });
        expect(place, says).to.equal(undefined);
        expect(messages, says).not.to.be.empty;
      }
    }));

  it('R17 from the summary one answer is changed, and the summary comes again', () =>
    atPrompt('open-dispute/summary', async (here, step) => {
      const asked = await step(await step(here, { says: 'change' }), { says: 'description' });
      expect(asked.place).to.equal('open-dispute/description');
      const again = await step(asked, { says: 'The frame is bent, see the photo.' });
      expect(again.place).to.equal('open-dispute/summary');
      expect(JSON.stringify(again.messages)).to.include('The frame is bent');
      const [before, after] = [here, again].map(({ state }) => frameOf(state.dialogs)?.draft);
      expect({ ...after, description: null }).to.deep.equal({ ...before, description: null });
    }));

  it('R18 a second press writes nothing and says what the first one led to; an old button says what is possible', async () => {
    const chat = await Chat.start('emma');
    await lead(chat, table['open-dispute/summary']?.said ?? []);
    await chat.press('Submit the dispute');
    const count = () => chat.trial((scene) => written(scene));
    const once = await count();
    const second = await chat.pressAgain();
    expect(await count()).to.equal(once);
    expect(flowsOf(second)).not.to.be.empty;
    const stale = await walk(chat, (here, step) => step(here, { arrives: { kind: 'stale' } }));
    expect(keysOf(stale.messages)).to.include('main.stale');
    expect(flowsOf(stale.messages)).to.include('talk-to-agent');
    await chat.close();
  });

  it('R19 at every prompt help, back, start over, a person, stop and menu are never misses', async () => {
    const words = ['help', 'back', 'start over', 'a person', 'stop', 'menu', 'cancel', 'HELP!'];
    for (const name of Object.keys(table)) {
      const hints = await atPrompt(name, async (here, step) => {
        const found: string[] = [];
        for (const says of words) found.push(...keysOf((await step(here, { says })).messages));
        return found.filter((key) => /^repair\.(first|second|third|out)/.test(key));
      });
      expect(hints, name).to.deep.equal([]);
    }
  }).timeout(30_000);

  it('R20 leaving asks only where three answers or more would be lost: keep them or delete them', async () => {
    await atPrompt('open-dispute/sub_reason', async (here, step) => {
      expect((await step(here, { says: 'stop' })).place).to.equal(undefined);
    });
    await atPrompt('open-dispute/photos', async (here, step) => {
      const { place, state } = await step(here, { says: 'stop' });
      expect(place).to.equal('keep-draft/ask');
      const labels = state.prompt?.choices.map(({ label }) => label);
      expect(labels).to.include.members(['Keep my answers', 'Delete my answers']);
    });
  });

  it('R21 a question in the middle of a form is answered in one message, then the open prompt comes again', async () => {
    for (const [name, { buyer, said }] of Object.entries(table)) {
      if (!name.startsWith('open-dispute/')) continue;
      const chat = await Chat.start(buyer);
      await lead(chat, said);
      await walk(chat, async (here, step) => {
        const { place, messages, state } = await step(here, {
          says: 'how long does a refund take?',
        });
        expect(place).to.equal(name);
        expect(messages.length, name).to.equal(2);
        expect(keysOf(messages), name).to.include('main.back_to');
        const [before, after] = [here, { state }].map((one) => frameOf(one.state.dialogs)?.draft);
        expect(after, name).to.deep.equal(before);
      });
      await chat.close();
    }
  }).timeout(20_000);

  it('R22 after a day the old question is not pushed; its draft is offered once', () =>
    atPrompt('open-dispute/photos', async (here, step) => {
      const back = await step(here, { says: 'hello', after: day });
      expect(back.place).to.equal(undefined);
      expect(flowsOf(back.messages)).to.include('resume-draft');
      const offers = keysOf(back.messages).filter((key) => key === 'common.draft_waits');
      expect(offers.length).to.be.at.most(1);
      const soon = await step(here, { says: 'hello', after: day / 2 });
      expect(soon.place).to.equal('open-dispute/photos');
    }));

  it('R16 the phrase book names no button "Yes", "No" or "Cancel" alone', async () => {
    const knowledge = await realKnowledge();
    for (const { state } of prompts.values())
      for (const { label } of state.prompt?.choices ?? [])
        expect(label, 'a label').not.to.match(/^(cancel|submit|confirm|accept)$/i);
    expect(knowledge.say({ key: 'common.cancel_dispute' }, listener, 'plain')).to.match(/\w+ \w+/);
  });
});
