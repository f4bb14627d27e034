import { expect } from 'chai';
import type { JsonObject } from '../../../services/ports.ts';
import { testConverse } from '../../support/server-dialog.ts';
import { openTeams, type TeamsWorld, whileFull } from './teams-world.ts';

describe('a caller who expects replies', () => {
  let world: TeamsWorld;
  afterEach(() => world.close());

  const expecting = { deliveryMode: 'expectReplies' };
  const ask = (text: string, id: string) => world.post({ id, text, ...expecting });
  const textsIn = ({ activities }: JsonObject) =>
    (activities as readonly JsonObject[]).map(({ text }) => text);

  it('gets them in the HTTP answer, addressed to them, and not by the connector', async () => {
    world = await openTeams();
    const { status, body } = await ask('hello', 'a-1');
    expect(status).to.equal(200);
    expect(textsIn(body)).to.deep.equal(['echo: 1 hello']);
    expect((body.activities as readonly JsonObject[])[0]).to.deep.include({
      type: 'message',
      channelId: 'msteams',
      conversation: { id: 'a:1', conversationType: 'personal', tenantId: 't' },
      recipient: { id: '29:ana', name: 'Ana', aadObjectId: 'x' },
      from: { id: '28:bot', name: 'Resolve' },
    });
    expect(world.calls).to.deep.equal([]);
  });

  it('gets none for what is answered with silence, and for what was answered before', async () => {
    world = await openTeams();
    expect((await ask('quiet', 'a-1')).body).to.deep.equal({ activities: [] });
    expect(textsIn((await ask('hello', 'a-2')).body)).to.deep.equal(['echo: 2 hello']);
    expect((await ask('hello', 'a-2')).body).to.deep.equal({ activities: [] });
    expect(world.calls).to.deep.equal([]);
  });

  it('gets the rest by the connector when it takes too long', async () => {
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    world = await openTeams({
      replyMs: 50,
      converse: async (...turn) => {
        await gate;
        return testConverse(...turn);
      },
    });
    const asked = ask('hello', 'a-1');
    setTimeout(finish, 300);
    const { status, body } = await asked;
    expect([status, body]).to.deep.equal([200, { activities: [] }]);
    expect(world.heard().map(({ text }) => text)).to.deep.equal(['echo: 1 hello']);
  });

  it('gets no more than its share where two ask at the same time, and none waits in vain', async () => {
    world = await openTeams();
    const both = await Promise.all([
      world.post({ type: 'installationUpdate', action: 'add', id: 'i-1', ...expecting }),
      world.post({
        ...{ type: 'conversationUpdate', membersAdded: [{ id: '29:ana' }], id: 'i-2' },
        ...expecting,
      }),
    ]);
    const texts = both.flatMap(({ body }) => textsIn(body));
    expect(texts).to.deep.equal(['welcome: visitor']);
    expect(textsIn((await ask('hello', 'a-1')).body)).to.deep.equal(['echo: 2 hello']);
    expect(world.calls).to.deep.equal([]);
  });

  it('who is not heard leaves the next one’s replies alone', async () => {
    world = await openTeams();
    const refused = await whileFull(world, () => ask('hello', 'a-1'));
    expect(refused.status).to.be.at.least(500);
    await world.post({ id: 'a-2', text: 'hello' });
    expect(world.heard().map(({ text }) => text)).to.deep.equal(['echo: 1 hello']);
  });
});
