import { expect } from 'chai';
import type { Store } from '../../../services/ports.ts';
import {
  buttonOf,
  startConversation,
  type TestConversation,
  textsOf,
} from '../../support/server-conversation.ts';

describe('a turn', () => {
  let talk: TestConversation;
  afterEach(() => talk.close());

  it('answers, keeps the dialog’s state and numbers the messages without a gap', async () => {
    talk = await startConversation();
    await talk.say('one');
    await talk.say('two');
    const all = await talk.messages();
    expect(textsOf(all)).to.deep.equal(['one', 'echo: 1 one', 'two', 'echo: 2 two']);
    expect(all.map((m) => m.seq)).to.deep.equal([1, 2, 3, 4]);
  });

  it('greets when somebody joined, and only once', async () => {
    talk = await startConversation();
    const arrival = {
      conversationId: talk.id,
      key: 'joined',
      activity: { type: 'conversationUpdate' },
    };
    await talk.engine.inbox.accept(arrival);
    await talk.engine.inbox.accept(arrival);
    await talk.engine.worker.idle();
    expect(textsOf(await talk.messages())).to.deep.equal(['welcome: visitor']);
  });

  it('is silent for an event, and for all while an agent has the conversation', async () => {
    talk = await startConversation({
      store: (store) => ({ ...store, conversations: ownedByAgent(store) }),
    });
    expect(await talk.say('hello')).to.deep.equal([]);
    expect(await talk.say('', { type: 'event', name: 'webchat/join' })).to.deep.equal([]);
  });

  it('knows a signed-in buyer who has no order yet', async () => {
    talk = await startConversation({ buyerId: 'b-7' });
    await talk.engine.inbox.accept({
      conversationId: talk.id,
      activity: { type: 'conversationUpdate' },
    });
    await talk.engine.worker.idle();
    expect(textsOf(await talk.messages())).to.deep.equal(['welcome: b-7']);
  });

  it('gives the dialogs all of a long text', async () => {
    talk = await startConversation({
      converse: async (incoming) => {
        const length =
          incoming.kind === 'reply' && incoming.reply.kind === 'text'
            ? incoming.reply.text.length
            : 0;
        return { messages: [{ text: [{ key: `length ${length}` }] }], state: {} };
      },
    });
    expect(textsOf(await talk.say('x'.repeat(9_000)))).to.deep.equal(['length 9000']);
  });

  it('lets the beginning and the end of a long text be understood', async () => {
    talk = await startConversation({
      converse: async (_incoming, _state, scene) => {
        scene.knowledge.understand(`where it is ${'x'.repeat(5_000)} I want my money back`);
        return { messages: [], state: {} };
      },
      knowledge: {
        ...(await import('../../support/server-dialog.ts')).plainKnowledge,
        understand: (text) => {
          throw new Error(`understood ${text.length}: ${text.slice(0, 11)} ... ${text.slice(-20)}`);
        },
      },
    });
    await talk.say('x');
    expect(talk.logged.join()).to.contain('understood 1600: where it is ... I want my money back');
  });

  it('writes an outbox row for each message on a channel that does not read the transcript', async () => {
    talk = await startConversation({ channel: 'msteams' });
    await talk.say('hello');
    const due = await talk.store.run((tx) =>
      talk.store.outbox.due(tx, 'channel', Number.MAX_SAFE_INTEGER as never, 10),
    );
    expect(due.map((row) => row.stream)).to.deep.equal([talk.id]);
    expect(due[0]?.body).to.include({ conversationId: talk.id, seq: 2 });
  });

  it('has the outbox look at once, where something waits there, an apology too', async () => {
    let looks = 0;
    const posted = () => {
      looks += 1;
    };
    talk = await startConversation({ channel: 'msteams', posted });
    for (const [text, expected] of [
      ['hello', 1],
      ['quiet', 1],
      ['boom', 2],
    ] as const) {
      await talk.say(text);
      expect(looks, text).to.equal(expected);
    }
    await talk.close();
    talk = await startConversation({ posted });
    await talk.say('hello');
    expect(looks).to.equal(2);
  });
});

describe('buttons of a turn', () => {
  let talk: TestConversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(() => talk.close());

  it('choose when pressed, and by label, number and synonym typed', async () => {
    const [menu] = await talk.say('menu');
    const value = { action: buttonOf(menu, 'Red') };
    expect(textsOf(await talk.say('', { value }))).to.deep.equal(['chose: red']);
    for (const typed of ['blue', '2', 'Navy', 'the second']) {
      await talk.say('menu');
      expect(textsOf(await talk.say(typed)), typed).to.deep.equal(['chose: blue']);
    }
  });

  it('give the first result again when pressed twice', async () => {
    const [menu] = await talk.say('menu');
    const value = { action: buttonOf(menu, 'Red') };
    await talk.say('', { value });
    expect(textsOf(await talk.say('', { value }))).to.deep.equal(['again', 'chose: red']);
  });

  it('are stale when another one was pressed, when forged, and from another conversation', async () => {
    const [menu] = await talk.say('menu');
    const [red, blue] = [buttonOf(menu, 'Red'), buttonOf(menu, 'Blue')];
    await talk.say('', { value: { action: red } });
    expect(textsOf(await talk.say('', { value: { action: blue } }))).to.deep.equal(['stale']);
    const forged = `${red.slice(0, -1)}${red.endsWith('A') ? 'B' : 'A'}`;
    expect(textsOf(await talk.say('', { value: { action: forged } }))).to.deep.equal(['stale']);
    const other = await startConversation();
    expect(textsOf(await other.say('', { value: { action: red } }))).to.deep.equal(['stale']);
    await other.close();
  });

  it('stay open through a turn in which the bot said nothing', async () => {
    const [menu] = await talk.say('menu');
    await talk.say('quiet');
    const value = { action: buttonOf(menu, 'Red') };
    expect(textsOf(await talk.say('', { value }))).to.deep.equal(['chose: red']);
  });
});

describe('a turn that throws', () => {
  let talk: TestConversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(() => talk.close());

  it('is tried twice, then says what did not happen with the reference that is in the log', async () => {
    const said = textsOf(await talk.say('boom'));
    expect(said).to.have.length(1);
    const reference = /^fault\.turn: (\S+)$/.exec(String(said[0]))?.[1];
    const faults = talk.logged.filter((line) => line.includes('a turn failed'));
    expect(faults).to.have.length(2);
    expect(faults[1]).to.contain(reference);
  });

  it('leaves the state as it was, and the next message is answered', async () => {
    await talk.say('one');
    const [menu] = await talk.say('menu');
    const before = await talk.current();
    await talk.say('boom');
    const after = await talk.current();
    expect(after.state).to.deep.equal(before.state);
    const value = { action: buttonOf(menu, 'Red') };
    expect(textsOf(await talk.say('', { value }))).to.deep.equal(['chose: red']);
  });

  it('leaves nothing of what it wrote before it threw', async () => {
    await talk.close();
    talk = await startConversation({
      converse: async (_incoming, _state, { ctx, conversationId }) => {
        const activity = { type: 'message', text: 'half done' };
        const message = { id: ctx.ids.next('activity'), from: 'bot' as const, activity };
        await ctx.store.conversations.append(ctx.tx, conversationId, [message], ctx.now);
        throw new Error('after the write');
      },
    });
    await talk.say('hello');
    const all = await talk.messages();
    expect(textsOf(all)).to.not.include('half done');
    expect(all.map((m) => m.seq)).to.deep.equal([1, 2]);
  });

  it('still apologises when its phrase can’t be rendered', async () => {
    await talk.close();
    const { plainKnowledge } = await import('../../support/server-dialog.ts');
    talk = await startConversation({
      knowledge: {
        ...plainKnowledge,
        say: () => {
          throw new Error('no phrase');
        },
      },
    });
    const [apology] = await talk.say('hello');
    expect(apology?.activity.text).to.match(/changed nothing\. Reference: \S+$/);
  });
});

describe('a turn whose state was moved by somebody else', () => {
  it('is rolled back and taken again', async () => {
    let refusals = 1;
    const talk = await startConversation({
      store: (store) => ({
        ...store,
        conversations: {
          ...store.conversations,
          advance: async (...args) => {
            refusals -= 1;
            return refusals < 0 ? store.conversations.advance(...args) : undefined;
          },
        },
      }),
    });
    await talk.say('hello');
    await new Promise((resolve) => setTimeout(resolve, 80));
    await talk.engine.worker.idle();
    expect(textsOf(await talk.messages())).to.deep.equal(['hello', 'echo: 1 hello']);
    await talk.close();
  });
});

function ownedByAgent(store: Store): Store['conversations'] {
  return {
    ...store.conversations,
    lock: async (tx, id) => {
      const found = await store.conversations.lock(tx, id);
      return found && { ...found, owner: 'agent' };
    },
  };
}
