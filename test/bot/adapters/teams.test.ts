import { expect } from 'chai';
import { conversationIdOf, objectOf } from '../../../bot/adapters/cloud-conversation.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { cardOf, openTeams, pressOf, respond, type TeamsWorld, whileFull } from './teams-world.ts';

const textsOf = (messages: readonly JsonObject[]) => messages.map(({ text }) => text);
const said = (text: string, id: string, more: JsonObject = {}): JsonObject => ({
  text,
  id,
  ...more,
});

describe('a private chat in Teams', () => {
  let world: TeamsWorld;
  beforeEach(async () => {
    world = await openTeams();
  });
  afterEach(() => world.close());

  const transcript = async (): Promise<readonly JsonObject[]> => {
    const id = conversationIdOf({ channelId: 'msteams', conversation: { id: 'a:1' } });
    const all = await world.store.run((tx) =>
      world.store.conversations.messagesAfter(tx, id, 0, 100),
    );
    return all.map(({ from, activity }) => ({ from, text: activity.text ?? '' }));
  };
  const menu = async (): Promise<JsonObject | undefined> => {
    await world.post(said('menu', 'm-1'));
    return world.heard()[1];
  };

  it('answers what is said, through the connector', async () => {
    expect((await world.post(said('hello', 'a-1'))).status).to.equal(200);
    expect(textsOf(world.heard())).to.deep.equal(['echo: 1 hello']);
  });

  it('greets once, whether Teams tells of the person, of the installation or of both', async () => {
    await world.post({ type: 'installationUpdate', action: 'add', id: 'i-1' });
    const membersAdded = [{ id: '28:bot' }, { id: '29:ana' }];
    await world.post({ type: 'conversationUpdate', membersAdded, id: 'i-2' });
    expect(textsOf(world.heard())).to.deep.equal(['welcome: visitor']);
  });

  it('hears nothing in what was deleted, brought back or reacted to, and in its own removal', async () => {
    for (const [i, changes] of [
      { type: 'messageUpdate', text: 'hello', channelData: { eventType: 'undeleteMessage' } },
      { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersRemoved: [{ id: '29:ana' }] },
      { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
      { type: 'event', name: 'application/vnd.microsoft.meetingStart' },
      { type: 'typing' },
      { type: 'endOfConversation' },
      { type: 'command', name: 'x' },
      { type: 'unheardOf' },
    ].entries())
      expect((await world.post({ ...changes, id: `x-${i}` })).status, changes.type).to.equal(200);
    expect(world.calls).to.deep.equal([]);
  });

  describe('a pressed button', () => {
    it('is answered with its card without buttons, and is a message like any other', async () => {
      const sent = await menu();
      const { status, body } = await world.post({ ...pressOf(sent, 'Red'), id: 'p-1' });
      expect(status).to.equal(200);
      expect(body).to.include({
        statusCode: 200,
        type: 'application/vnd.microsoft.card.adaptive',
      });
      expect(body.value).to.not.have.property('actions');
      expect(JSON.stringify(body.value)).to.include('channel.chosen');
      expect(textsOf(world.heard())).to.deep.equal(['chose: red']);
      expect(await transcript()).to.deep.equal([
        { from: 'buyer', text: 'menu' },
        { from: 'bot', text: 'menu' },
        { from: 'buyer', text: 'Red' },
        { from: 'bot', text: 'chose: red' },
      ]);
    });

    it('I20: counts once though Teams sends it again under another id', async () => {
      const press = pressOf(await menu(), 'Red');
      const [first, second] = [
        await world.post({ ...press, id: 'p-1' }),
        await world.post({ ...press, id: 'p-2' }),
      ];
      expect(second.body).to.deep.equal(first.body);
      expect(textsOf(world.heard())).to.deep.equal(['chose: red']);
    });

    it('of the same card, but another one, changes nothing and says so', async () => {
      const sent = await menu();
      await world.post({ ...pressOf(sent, 'Red'), id: 'p-1' });
      const { status, body } = await world.post({ ...pressOf(sent, 'Blue'), id: 'p-2' });
      expect(status).to.equal(200);
      expect(body).to.deep.equal({
        ...{ statusCode: 200, type: 'application/vnd.microsoft.activity.message' },
        value: 'cloud.expired',
      });
      expect(textsOf(world.heard())).to.deep.equal(['chose: red']);
    });

    it('that we never offered changes nothing and says so', async () => {
      await menu();
      for (const data of [
        { action: 'prompt-1.red.AAAAAAAAAAAAAAAAAAAAAA' },
        { action: 5 },
        {},
        'x',
      ]) {
        const value = { action: { type: 'Action.Execute', verb: 'choose', data } };
        const invoke = { type: 'invoke', name: 'adaptiveCard/action', value };
        const { status, body } = await world.post({ ...invoke, id: 'p-1' });
        expect([status, body.value]).to.deep.equal([200, 'cloud.expired']);
      }
      expect(world.heard()).to.deep.equal([]);
    });

    it('is refused if it has no shape, and unknown invokes are not taken', async () => {
      const invokes: readonly [JsonObject, number][] = [
        [{ name: 'adaptiveCard/action' }, 400],
        [{ name: 'adaptiveCard/action', value: { action: null } }, 400],
        [{ name: 'adaptiveCard/action', value: { action: { type: 'Action.Submit' } } }, 400],
        [{ name: 'task/fetch', value: {} }, 501],
        [{ name: 'fileConsent/invoke' }, 501],
        [{ name: 'signin/verifyState', value: { state: '1' } }, 501],
        [{}, 501],
      ];
      for (const [invoke, status] of invokes)
        expect((await world.post({ type: 'invoke', ...invoke })).status).to.equal(status);
      expect(world.calls).to.deep.equal([]);
    });

    it('of an old client comes as a message with a value, and means the same', async () => {
      const sent = await menu();
      const [first] = cardOf(sent).actions as readonly JsonObject[];
      const fallback = objectOf(first?.fallback);
      expect(fallback.type).to.equal('Action.Submit');
      await world.post({ id: 'p-1', text: 'Red', value: objectOf(fallback.data) });
      expect(textsOf(world.heard())).to.deep.equal(['chose: red']);
    });

    it('I24: does nothing while a person has the conversation, who sees it', async () => {
      const sent = await menu();
      const id = conversationIdOf({ channelId: 'msteams', conversation: { id: 'a:1' } });
      await world.store.run((tx) =>
        world.store.conversations.setOwner(tx, id, 'bot', { owner: 'agent', handoffId: undefined }),
      );
      const { body } = await world.post({ ...pressOf(sent, 'Red'), id: 'p-1' });
      expect(body.value).to.equal('cloud.with_person');
      expect(world.heard()).to.deep.equal([]);
      expect((await transcript()).at(-1)).to.deep.equal({ from: 'buyer', text: 'Red' });
    });

    it('can be pressed again when the conversation had too much to do', async () => {
      const sent = await menu();
      const press = () => world.post({ ...pressOf(sent, 'Red'), id: 'p-1' });
      const { body } = await whileFull(world, press);
      expect(body.value).to.equal('cloud.busy');
      await world.post({ ...pressOf(sent, 'Red'), id: 'p-2' });
      expect(textsOf(world.heard())).to.deep.equal(['chose: red']);
    });
  });

  it('is sent words and card apart: Teams tells no id of both together', async () => {
    await world.post(said('menu', 'm-1'));
    const [words, card] = world.heard();
    expect(words).to.include({ text: 'menu' });
    expect(words).to.not.have.property('attachments');
    expect(card).to.not.have.property('text');
    expect(card).to.include({ summary: 'menu' });
    expect(cardOf(card)).to.have.property('actions');
  });

  it('gets the card alone when only its words have arrived', async () => {
    world.answerWith((res, { body }) => respond(res, body.attachments ? 429 : 200, { id: 'x' }));
    await world.post(said('menu', 'm-1'));
    world.answerWith((res) => respond(res, 200, { id: 'y' }));
    world.heard();
    world.clock.advance(10_000);
    await world.settle();
    const heard = world.heard();
    expect(heard).to.have.length(1);
    expect(cardOf(heard[0])).to.have.property('actions');
  });

  it('is not sent twice because it could not be noted, or was given up', async () => {
    const { add } = world.store.sentMessages;
    Object.assign(world.store.sentMessages, { add: () => Promise.reject(new Error('disk full')) });
    await world
      .post(said('menu', 'm-1'))
      .finally(() => Object.assign(world.store.sentMessages, { add }));
    world.clock.advance(60_000);
    await world.settle();
    expect(world.heard()).to.have.length(2);
    expect(world.logged.join()).to.include('a card was not noted');
    world.answerWith((res, { body }) => respond(res, body.attachments ? 500 : 200, { id: 'x' }));
    await world.post(said('menu', 'm-2'));
    world.clock.advance(60_000);
    await world.settle();
    expect(world.heard()).to.have.length(2);
  });

  describe('an answered card', () => {
    const updates = () => world.calls.filter(({ method }) => method === 'PUT');

    it('loses its buttons where it is, behind the answer', async () => {
      await menu();
      await world.post(said('2', 'a-2'));
      expect(world.calls.map(({ method, body }) => [method, body.text])).to.deep.equal([
        ['POST', 'menu'],
        ['POST', undefined],
        ['POST', 'chose: blue'],
        ['PUT', undefined],
      ]);
      const [update] = updates();
      expect(update?.path).to.equal('/v3/conversations/a%3A1/activities/sent-2');
      expect(cardOf(update?.body)).to.not.have.property('actions');
      expect(JSON.stringify(update?.body)).to.include('channel.chosen');
    });

    it('says nothing of a choice when something else was said', async () => {
      await menu();
      await world.post(said('what about my parcel', 'a-2'));
      expect(JSON.stringify(updates()[0]?.body)).to.not.include('channel.chosen');
      expect(updates()).to.have.length(1);
    });

    it('stays as it is while it is open', async () => {
      await menu();
      await world.post(said('quiet', 'a-2'));
      expect(updates()).to.deep.equal([]);
    });

    it('that can not be changed is logged, and the conversation goes on', async () => {
      await menu();
      world.answerWith((res, { method }) =>
        respond(res, method === 'PUT' ? 404 : 200, { id: 'x' }),
      );
      await world.post(said('1', 'a-2'));
      await world.post(said('hello', 'a-3'));
      expect(textsOf(world.heard())).to.deep.equal(['chose: red', 'echo: 3 hello']);
      expect(world.logged.join()).to.include('a card kept its buttons');
    });

    it('of a channel that can not update is left alone', async () => {
      const webchat = { channelId: 'directline', conversation: { id: 'w:1' } };
      await world.post({ ...said('menu', 'm-1'), ...webchat });
      await world.post({ ...said('1', 'm-2'), ...webchat });
      expect(textsOf(world.heard())).to.deep.equal(['menu', 'chose: red']);
      expect(updates()).to.deep.equal([]);
    });
  });
});

describe('a group in Teams', () => {
  let world: TeamsWorld;
  beforeEach(async () => {
    world = await openTeams();
  });
  afterEach(() => world.close());

  const mention = { type: 'mention', text: '<at>Resolve</at>', mentioned: { id: '28:bot' } };
  const inGroup = (id: string, more: JsonObject = {}): JsonObject => ({
    ...{ id, text: '<at>Resolve</at> where is my order 123', ...more },
    conversation: {
      id: '19:x@thread.tacv2;messageid=7',
      conversationType: 'channel',
      isGroup: true,
    },
  });

  it('hears at every mention that it has to be a private chat, once each', async () => {
    await world.post(inGroup('g-1', { entities: [mention] }));
    await world.post(inGroup('g-1', { entities: [mention] }));
    await world.post(inGroup('g-2', { entities: [mention] }));
    const heard = world.heard();
    expect(textsOf(heard)).to.deep.equal(['cloud.group', 'cloud.group']);
    expect(JSON.stringify(heard)).to.not.include('Ana');
    expect(world.calls[0]?.path).to.include(
      '/v3/conversations/19%3Ax%40thread.tacv2%3Bmessageid%3D7/',
    );
  });

  it('hears it for other messages once a day', async () => {
    for (const id of ['g-1', 'g-2', 'g-3']) await world.post(inGroup(id));
    expect(textsOf(world.heard())).to.deep.equal(['cloud.group']);
    world.clock.advance(86_400_000);
    await world.post(inGroup('g-4'));
    expect(textsOf(world.heard())).to.deep.equal(['cloud.group']);
  });

  it('is told so for a press, too, and for nothing else', async () => {
    await world.post(
      inGroup('g-0', { type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }),
    );
    expect(world.heard()).to.deep.equal([]);
    const value = { action: { type: 'Action.Execute', verb: 'choose', data: {} } };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value };
    expect((await world.post(inGroup('g-1', invoke))).body.value).to.equal('cloud.group');
  });
});
