import { expect } from 'chai';
import { connect, generateToken } from '../../support/direct-line-client.ts';
import { startServer } from '../../support/server.ts';
import { testConverse } from '../../support/server-dialog.ts';

describe('a slow turn in the web chat', () => {
  it('shows that the bot types, before the answer, and keeps no trace of it', async () => {
    const gate = { open: () => {} };
    const seen = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const server = await startServer({
      async converse(incoming, ...rest) {
        // The client sees the sign first, or the test hangs.
        if (incoming.kind !== 'joined') await seen;
        return testConverse(incoming, ...rest);
      },
    });
    const { token, conversationId } = await generateToken(server.directLine);
    const client = connect({ token, domain: server.directLine, webSocket: true });
    await client.until(() => client.botTexts().length === 1);
    const said = client.say('hello');
    const signs = () => client.activities.filter(({ type }) => type === 'typing');
    await client.until(() => signs().length > 0);
    gate.open();
    await said;
    await client.until(() => client.botTexts().length === 2);
    expect(signs()[0]?.from).to.deep.include({ id: 'resolve', role: 'bot' });
    expect(client.activities.at(-1)?.type).to.equal('message');
    const stored = await server.store.run((tx) =>
      server.store.conversations.messagesAfter(tx, conversationId, 0, 100),
    );
    expect(stored.map(({ activity }) => activity.type)).to.deep.equal([
      'message',
      'message',
      'message',
    ]);
    client.end();
    await server.close();
  });
});
