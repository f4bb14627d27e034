import { expect } from 'chai';
import { turnContextOf } from '../../bot/turn-context.ts';
import type { Incoming } from '../../dialogs/kit/reply.ts';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { converse } from '../../dialogs/main.ts';
import type { JsonObject } from '../../services/ports.ts';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';

const text = (words: string): Incoming => ({ kind: 'reply', reply: { kind: 'text', text: words } });
const turn = (incoming: Incoming, state: JsonObject, scene: Scene) =>
  converse(incoming, state, scene, turnContextOf({ type: 'message' }));
const keys = ({ messages }: Awaited<ReturnType<typeof turn>>) =>
  messages.flatMap((message) => message.text.map(({ key }) => key));

describe('The main dialog', () => {
  let chat: Chat;
  before(async () => {
    chat = await Chat.start('emma');
  });
  after(async () => {
    await chat.close();
    await removeConversations();
  });

  it('greets once, however often the channel says that somebody joined', () =>
    chat.trial(async (scene) => {
      const first = await turn({ kind: 'joined' }, {}, scene);
      expect(keys(first)).to.include('welcome.hello');
      expect(first.messages[0]?.choices).to.have.length(5);
      expect(keys(await turn({ kind: 'joined' }, first.state, scene))).to.be.empty;
    }));

  it('says who it is before the first answer where nobody joined', () =>
    chat.trial(async (scene) => {
      const first = await turn(text('thanks'), {}, scene);
      expect(keys(first)[0]).to.equal('welcome.short');
      expect(keys(await turn(text('thanks'), first.state, scene))).to.not.include('welcome.short');
    }));

  it('goes on from a state that it does not know', () =>
    chat.trial(async (scene) => {
      const strange = [
        { greeted: true, dialogs: { dialogStack: [{ id: 'gone', state: {} }] }, kept: 7 },
        { greeted: true, dialogs: 'x', misses: 'many' },
        { dialogs: { dialogStack: 'none' } },
      ];
      for (const state of strange)
        expect(keys(await turn(text('menu'), state, scene))).to.include('main.menu');
    }));

  it('answers the button of a flow that is gone with what is possible now', () =>
    chat.trial(async (scene) => {
      const gone: Incoming = { kind: 'begin', flow: 'lottery', args: {} };
      expect(keys(await turn(gone, { greeted: true }, scene))).to.deep.equal([
        'main.stale',
        'main.menu',
      ]);
    }));

  it('lets a fault of the store through as it is', () =>
    chat.trial(async (scene) => {
      const fault = new Error('disk full');
      const orders = { ...scene.ctx.store.orders, listOf: () => Promise.reject(fault) };
      const broken = {
        ...scene,
        ctx: { ...scene.ctx, store: { ...scene.ctx.store, orders } },
      };
      const begin: Incoming = { kind: 'begin', flow: 'track-order', args: {} };
      const thrown = await turn(begin, { greeted: true }, broken).catch((error) => error);
      expect(thrown).to.equal(fault);
    }));

  it('is not confused by a very long text', () =>
    chat.trial(async (scene) => {
      const long = await turn(text('x '.repeat(50_000)), { greeted: true }, scene);
      expect(long.messages).to.not.be.empty;
    }));

  it('keeps a state that is JSON and small', () =>
    chat.trial(async (scene) => {
      const begin: Incoming = {
        kind: 'begin',
        flow: 'open-dispute',
        args: { orderId: '8130224500632984' },
      };
      const { state } = await turn(begin, { greeted: true }, scene);
      expect(JSON.parse(JSON.stringify(state))).to.deep.equal(state);
      expect(JSON.stringify(state).length).to.be.below(2_000);
    }));
});
