import { expect } from 'chai';
import { conversationIdOf } from '../../../bot/adapters/cloud-conversation.ts';
import type { App } from '../../../index.ts';
import type { Json, JsonObject } from '../../../services/ports.ts';
import { beDemoBuyer, browserOf, codeIn, linkIn } from '../signin/sign-in-app.ts';
import { demoApp } from '../web/app-in-browser.ts';
import { type Playground, type Shown, startPlayground } from './playground.ts';

const ORDER = '8130224500632984';

/** Microsoft's own client against the whole product, without a browser. */
describe('the Microsoft 365 Agents Playground', function () {
  this.timeout(60_000);
  const demo = demoApp();
  let app: App;
  let playground: Playground;
  before(async () => {
    app = await demo.start();
  });
  afterEach(() => playground.stop());
  after(async () => {
    await app.stop();
    demo.remove();
  });

  /** The words that were shown last and say this. */
  const hears = async (words: string): Promise<string> => {
    const find = (all: readonly Shown[]) => all.findLast(({ text }) => text.includes(words));
    await playground.until((all) => find(all) !== undefined);
    return find(playground.shown)?.text ?? '';
  };
  /** The newest button whose title begins like this, on a card with that other one, as soon as it is there. */
  const button = async (
    title: string,
    beside = title,
  ): Promise<{ message: Shown; action: JsonObject }> => {
    const find = (all: readonly Shown[]) =>
      all
        .filter(({ attachments }) => actionIn(attachments, beside) !== undefined)
        .map((message) => ({ message, action: actionIn(message.attachments, title) }))
        .findLast(({ action }) => action !== undefined);
    await playground.until((all) => find(all) !== undefined);
    const found = find(playground.shown);
    if (!found?.action) throw new Error(`no button ${title}`);
    return { message: found.message, action: found.action };
  };
  /** Where a button of a card leads to. */
  const pageOf = async (title: string): Promise<string> => {
    const find = (all: readonly Shown[]) =>
      all.flatMap(({ attachments }) => pagesIn(attachments)).find((page) => page.title === title);
    await playground.until((all) => find(all) !== undefined);
    return String(find(playground.shown)?.url);
  };
  const signIn = async (link: string): Promise<void> => {
    const browser = browserOf(app.url);
    await beDemoBuyer(browser, link);
    const { html } = await browser.post(`${link}/confirm`);
    await playground.say(codeIn(html));
    await hears('Thank you, Emma');
  };
  const disputes = () => app.store.run((tx) => app.store.disputes.ofOrder(tx, ORDER));
  const states = async () =>
    (await disputes()).map(({ phase, outcome }) => outcome?.reason ?? phase.state);

  it('as Teams: signs in, opens a dispute and cancels it with cards whose buttons go', async () => {
    playground = await startPlayground(app.url, 'msteams');
    await playground.install();
    await hears('I am a program, not a person');
    await playground.sayInGroup('where is my order?');
    await hears('I can only help you in a private chat');
    const press = async (title: string, beside?: string): Promise<Shown> => {
      const { message, action } = await button(title, beside);
      expect(action.type).to.equal('Action.Execute');
      const answer = await playground.execute(message.messageId, action);
      expect(answer.type).to.equal('application/vnd.microsoft.card.adaptive');
      expect(answer.value).to.not.have.property('actions');
      return message;
    };
    await press('Sign in');
    await signIn(linkIn(await pageOf('Sign in')));
    await playground.say(`open a dispute, order ${ORDER} never arrived, I want all of it back`);
    const form = await press('Submit the dispute');
    await hears('Your dispute is open');
    expect(await states()).to.deep.equal(['awaiting_seller']);
    // Also for who looks at the chat later, or on another device.
    await playground.until((all) => all.some((one) => isUpdateOf(one, form) && !hasButtons(one)));
    await playground.say('cancel my dispute');
    await press('Trekking backpack');
    await press('Cancel the dispute', 'Keep the dispute');
    await hears('is cancelled');
    expect(await states()).to.deep.equal(['buyer_cancelled']);
    const id = conversationIdOf({
      channelId: 'msteams',
      conversation: { id: playground.conversationId },
    });
    const chat = await app.store.run((tx) => app.store.conversations.find(tx, id));
    expect(chat).to.include({ channel: 'msteams', buyerId: 'emma' });
  });

  it('as a web chat: signs in, opens a dispute and cancels it with words and rows', async () => {
    playground = await startPlayground(app.url, 'webchat');
    await playground.install();
    await hears('I am a program, not a person');
    await playground.say('sign in');
    await signIn(linkIn(await hears('/signin/')));
    await playground.say(`open a dispute, order ${ORDER} never arrived, I want all of it back`);
    await hears('Do you want to submit it or change something?');
    await playground.say('Submit the dispute');
    await hears('Your dispute is open');
    await playground.say('cancel my dispute');
    const { message, action } = await button('Trekking backpack');
    expect(action.type).to.equal('Action.Submit');
    await playground.submit(message.messageId, action.data as JsonObject);
    await hears('Do you want to cancel the dispute or keep it?');
    await playground.say('Cancel the dispute');
    await hears('is cancelled');
    expect(await states()).to.deep.equal(['buyer_cancelled', 'buyer_cancelled']);
    expect(playground.shown.filter((one) => one.action === 'updateMessage')).to.deep.equal([]);
  });
});

const isUpdateOf = (one: Shown, { messageId }: Shown): boolean =>
  one.action === 'updateMessage' && one.messageId === messageId;

const hasButtons = ({ attachments }: Shown): boolean => actionIn(attachments, '') !== undefined;

/** The first action of a card whose title begins like this. */
function actionIn(value: Json, title: string): JsonObject | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isAction(value) && String(value.title).startsWith(title)) return value;
  for (const inner of Object.values(value) as Json[]) {
    const found = actionIn(inner, title);
    if (found) return found;
  }
  return undefined;
}

const pagesIn = (cards: readonly JsonObject[]): readonly JsonObject[] =>
  cards
    .flatMap(({ content }): readonly JsonObject[] => Object(content).actions ?? [])
    .filter(({ type }) => type === 'Action.OpenUrl');

const isAction = (value: object): value is JsonObject =>
  'type' in value && 'title' in value && /^Action\./.test(String(value.type));
