import { expect } from 'chai';
import type { App } from '../../../index.ts';
import { actForBuyer } from '../../../services/handoff/act-for-buyer.ts';
import { claim } from '../../../services/handoff/claim.ts';
import { agnes, codesOf, TestDesk } from '../../support/desk.ts';
import { noon, openCommand } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { personOf } from '../console/desk-app.ts';
import { demoApp } from '../web/app-in-browser.ts';
import { beDemoBuyer, browserOf, cloudChat, codeIn, linkIn } from './sign-in-app.ts';

describe('A buyer who signs in while waiting for a person', () => {
  const demo = demoApp();
  let app: App;
  before(async function () {
    this.timeout(30_000);
    app = await demo.start();
  });
  after(async () => {
    await app.stop();
    demo.remove();
  });

  it('is known on the agent’s page from then on, and since when', async () => {
    const chat = await cloudChat(app, 'msteams', '29:emma');
    await chat.say('I want to talk to a person');
    const { store } = app;
    const live = await store.run((tx) => store.desk.handoffs.liveOf(tx, chat.id));
    const agent = await personOf(app.url, 'agnes');
    const page = async () => (await agent.get(`/console/cases/${live?.id}`)).html;
    expect(await page()).to.contain('No: orders can’t be seen or acted on');
    const link = linkIn(await chat.say('sign in'));
    const browser = browserOf(app.url);
    await beDemoBuyer(browser, link);
    await chat.say(codeIn((await browser.post(`${link}/confirm`)).html));
    const html = await page();
    expect(html).to.contain('By link since').and.not.contain('No: orders can’t be seen');
    expect(html).to.contain('Emma Clarke').and.contain('Desk lamp');
    expect(html, 'the way in is the buyer’s alone').to.not.contain(link);
  });
});

describe('The words that an agent acts on', () => {
  it('are those of the buyer of the case, not of whoever was signed in there before', async () => {
    const store = await memoryStore();
    const desk = new TestDesk(store);
    const order = await desk.order();
    const conversationId = await desk.conversation(undefined, 'msteams');
    const link = { conversationId, channel: 'msteams', userId: 'u', linkedAt: noon };
    const connect = (buyerId: string) =>
      store.run((tx) => store.accountLinks.connect(tx, { ...link, buyerId, verifiedAt: noon }));
    await connect('b-other');
    const before = await desk.says(conversationId, 'yes, open it');
    await store.run((tx) => store.accountLinks.disconnect(tx, conversationId, noon));
    await connect(order.buyer.id);
    const own = await desk.says(conversationId, 'please do');
    const { handoff } = await desk.asked({ buyerId: order.buyer.id, conversationId });
    await desk.as(agnes, (ctx) => claim(ctx, { handoffId: handoff.id }));
    const act = (word: number) =>
      desk.as(agnes, (ctx) =>
        actForBuyer(ctx, {
          ...{ handoffId: handoff.id, orderId: order.id, itemId: 'i-1', word },
          command: openCommand(),
        }),
      );
    expect(codesOf(await act(before))).to.deep.equal(['word_missing']);
    expect(await act(own)).to.include({ ok: true });
    await store.close();
  });
});
