import { expect } from 'chai';
import { createNews } from '../../bot/outbox-news.ts';
import type { Converse } from '../../bot/turn-deps.ts';
import { typingWhile } from '../../bot/typing.ts';
import type { JsonObject } from '../../services/ports.ts';
import { startConversation, textsOf } from '../support/server-conversation.ts';
import { testConverse } from '../support/server-dialog.ts';
import { openTeams, respond, type TeamsWorld } from './adapters/teams-world.ts';

/** A dialog that stands still until it is let go. */
function slowConverse(): { readonly converse: Converse; readonly letGo: () => void } {
  const gate = { open: () => {} };
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  const converse: Converse = async (...turn) => {
    await opened;
    return testConverse(...turn);
  };
  return { converse, letGo: () => gate.open() };
}

const quick = { afterMs: 5, everyMs: 20, limitMs: 60_000 };

describe('the sign that the bot types', () => {
  it('comes after a while, comes again, and never after the end', async () => {
    const news = createNews();
    const told: string[] = [];
    news.followBusy(({ id }) => told.push(id));
    const conversation = { id: 'c-1' } as never;
    await typingWhile({ news }, conversation, () => Promise.resolve(), quick);
    expect(told).to.deep.equal([]);
    const until = async (count: number) => {
      while (told.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await typingWhile({ news }, conversation, () => until(2), quick);
    const atTheEnd = told.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).to.have.length(atTheEnd);
    expect(new Set(told)).to.deep.equal(new Set(['c-1']));
  });

  it('ends also where a turn that was given up never ends', async () => {
    const news = createNews();
    const told: unknown[] = [];
    news.followBusy((one) => told.push(one));
    void typingWhile({ news }, {} as never, () => new Promise(() => {}), {
      ...{ afterMs: 1, everyMs: 1 },
    });
    while (told.length < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).to.have.length(5);
  });

  it('ends with a turn that throws', async () => {
    const news = createNews();
    const told: unknown[] = [];
    news.followBusy((one) => told.push(one));
    const failing = () => Promise.reject(new Error('boom'));
    await typingWhile({ news }, {} as never, failing, quick).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(told).to.deep.equal([]);
  });
});

describe('a slow turn in Teams', () => {
  let world: TeamsWorld;
  afterEach(() => world.close());
  const kinds = () => world.heard().map(({ type }: JsonObject) => type);

  it('shows that the bot types, before the answer and not after it', async () => {
    const { converse, letGo } = slowConverse();
    world = await openTeams({ converse, times: quick });
    // The sign is what lets the dialog go on, so it is there first or the test hangs.
    world.answerWith((res, { body }) => {
      if (body.type === 'typing') letGo();
      setTimeout(() => respond(res, 200, { id: 'x' }), 30);
    });
    await world.post({ id: 'a-1', text: 'hello' });
    const heard = kinds();
    expect(heard[0]).to.equal('typing');
    expect(heard.at(-1)).to.equal('message');
    expect(heard.indexOf('message')).to.equal(heard.length - 1);
  });

  it('answers although no sign can be sent', async () => {
    const { converse, letGo } = slowConverse();
    world = await openTeams({ converse, times: quick });
    world.answerWith((res, { body }) => {
      if (body.type !== 'typing') return respond(res, 200, { id: 'x' });
      letGo();
      respond(res, 500);
    });
    await world.post({ id: 'a-1', text: 'hello' });
    expect(kinds().filter((type) => type === 'message')).to.have.length(1);
  });

  it('shows nothing where the channel can not, and to a caller who expects replies', async () => {
    const slow: Converse = async (...turn) => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      return testConverse(...turn);
    };
    world = await openTeams({ converse: slow, times: quick });
    await world.post({ id: 'a-1', text: 'hello', deliveryMode: 'expectReplies' });
    expect(kinds()).to.deep.equal([]);
  });
});

describe('a turn that takes too long', () => {
  it('is given up with an apology and a reference, and leaves nothing of what it did', async () => {
    const { converse, letGo } = slowConverse();
    const state: { late?: unknown } = {};
    const talk = await startConversation({
      times: { afterMs: 1_000, everyMs: 1_000, limitMs: 60 },
      async converse(incoming, before, scene, context) {
        const isSlow = incoming.kind === 'reply' && JSON.stringify(incoming).includes('slow');
        if (!isSlow) return testConverse(incoming, before, scene, context);
        const { tx, store } = scene.ctx;
        await store.settings.set(tx, 'half', 'done');
        await converse(incoming, before, scene, context);
        state.late = await store.settings.set(tx, 'late', 'done').catch((fault: unknown) => fault);
        return { messages: [], state: {} };
      },
    });
    const said = await talk.say('slow');
    expect(textsOf(said)).to.have.length(1);
    expect(String(textsOf(said)[0])).to.match(/^fault\.slow: .+/);
    const reference = String(textsOf(said)[0]).split(': ')[1];
    expect(talk.logged.join()).to.include(reference);
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 20));
    // What it still tries to write fails: its transaction is over.
    expect(state.late).to.be.instanceOf(Error);
    expect(textsOf(await talk.say('hello'))).to.deep.equal(['echo: 1 hello']);
    const kept = await talk.store.run((tx) =>
      Promise.all(['half', 'late'].map((key) => talk.store.settings.get(tx, key))),
    );
    expect(kept).to.deep.equal([undefined, undefined]);
    await talk.close();
  });
});
