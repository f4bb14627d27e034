import { expect } from 'chai';
import { type Place, placeOfItsOwn } from './terminal.ts';

describe('agents on the command line', () => {
  let place: Place;
  before(async () => {
    place = await placeOfItsOwn();
    await place.run(['seed']);
  });
  after(() => place.remove());

  it('are added with a one-time password that is shown once, listed, and let go', async () => {
    const added = await place.run(['agent', 'add', 'Zoë O’Neill', '--role', 'case-manager']);
    expect(added.complained).to.equal('');
    expect(added.said).to.contain('sign-in name zoe.o.neill');
    expect(added.said).to.match(/good for 72 hours: ([a-z0-9]{5}-){3}[a-z0-9]{5}\n/);
    const list = await place.run(['agent', 'list']);
    expect(list.said).to.match(/zoe\.o\.neill +case-manager +Zoë O’Neill$/m);
    expect(list.said).to.match(/agnes +agent +Agnes Lindqvist \(demo\)/);
    const gone = await place.run(['agent', 'disable', 'Zoe.O.Neill']);
    expect(gone.said).to.contain('may not sign in any more');
    expect((await place.run(['agent', 'list'])).said).to.contain('(may not sign in)');
  });

  it('need a role, and a name of their own', async () => {
    const without = await place.run(['agent', 'add', 'Ada']);
    expect([without.code, without.complained]).to.deep.equal([
      ...[64, '--role is one of agent, case-manager, admin.'],
    ]);
    const taken = await place.run(['agent', 'add', 'Ada', '--role', 'agent', '--login', 'agnes']);
    expect([taken.code, taken.complained.split('\n')[0]]).to.deep.equal([
      ...[1, 'Somebody has this sign-in name already.'],
    ]);
    const unknown = await place.run(['agent', 'disable', 'nobody']);
    expect(unknown.complained).to.contain('nobody like that').and.contain('agent list');
  });

  it('leave the last admin where they are', async () => {
    expect((await place.run(['agent', 'disable', 'dora'])).complained).to.contain('the only admin');
  });

  it('leave their traces in the audit, which can be checked', async () => {
    const whole = await place.run(['audit', 'verify']);
    expect(whole.said).to.match(/All \d+ rows are as they were written\. Seal .*: [0-9a-f]{64}/);
    const store = await place.tools.openStore();
    await store.run(async (tx) => {
      const head = await store.audit.head(tx);
      expect(head.no).to.be.greaterThan(1);
    });
    await store.close();
  });
});
