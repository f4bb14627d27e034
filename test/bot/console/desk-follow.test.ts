import { expect } from 'chai';
import { instant, isoOf } from '../../../services/domain/time.ts';
import { type DeskApp, deskApp, type Person } from './desk-app.ts';

describe('the case managers’ screens of the demo', () => {
  let desk: DeskApp;
  let agnes: Person;
  let clara: Person;

  before(async function () {
    this.timeout(30_000);
    desk = await deskApp();
    agnes = await desk.person('agnes');
    clara = await desk.person('clara');
  });
  after(async () => {
    await desk.app.stop();
    desk.demo.remove();
  });

  it('follows an unanswered question to its talk, and makes a case of one that has none', async () => {
    const { id } = await desk.caseOf('aiko');
    const list = '/console/unanswered';
    expect((await clara.get(list)).html).to.contain(`<a href="/console/cases/${id}">Case C-`);
    const { store } = desk.app;
    const at = instant(Date.now());
    await store.run(async (tx) => {
      await store.conversations.create(tx, {
        ...{ id: 'talk-emma', channel: 'directline', userId: 'dl_emma', locale: 'en' },
        ...{ buyerId: 'emma', startedAt: at },
      });
      await store.feedback.add(tx, {
        ...{ at, conversationId: 'talk-emma', kind: 'missed', prompt: 'idle' },
        ...{ text: 'the thing is wobbly', guesses: [], band: 'out', followed: 'left' },
      });
    });
    const today = isoOf(at).slice(0, 10);
    const period = `from=${today}&to=${today}`;
    const shown = (await clara.get(`${list}?${period}`)).html;
    const [, talk = ''] =
      /name="talk" value="([^"]+)">Make it a case<span[^>]*>: the thing/.exec(shown) ?? [];
    const [, key = ''] =
      /name="key" value="([\w-]{22})"><button class="button" name="talk" value="talk-emma"/.exec(
        shown,
      ) ?? [];
    expect(talk).to.equal('talk-emma');
    const gone = (await clara.get(`${list}?from=2020-01-01&to=2020-01-02`)).html;
    expect(gone).to.contain('From 2020-01-01 to 2020-01-02').and.not.contain('the thing is wobbly');
    expect((await agnes.post(`${list}/follow`, { key, talk })).status).to.equal(403);
    const foreign = await clara.post(`${list}/follow`, { key, talk: 'other' });
    expect(foreign.headers.get('location')).to.equal(list);
    const done = await clara.post(`${list}/follow?${period}`, { key, talk });
    const made = await desk.caseOf('emma');
    expect(done.headers.get('location')).to.equal(`/console/cases/${made.id}`);
    expect(made).to.include({ state: 'waiting', wish: 'the thing is wobbly' });
    const again = await clara.post(`${list}/follow`, { key, talk });
    expect(again.headers.get('location'), 'once').to.equal(`/console/cases/${made.id}`);
    expect((await clara.get(`${list}?${period}`)).html).to.contain(
      `/console/cases/${made.id}">Case`,
    );
  });

  it('shows what both sides of an escalated dispute have sent, and the parcel', async () => {
    const { store } = desk.app;
    const [speaker] = await store.run((tx) => store.disputes.ofOrder(tx, '8130559100634418'));
    const { html } = await clara.get(`/console/disputes/${speaker?.id}`);
    expect(html)
      .to.contain('Evidence (2)')
      .and.contain('Evidence (1)')
      .and.contain('LB720318465CN');
    const files = speaker?.evidence.map(({ party, name }) => `${party} ${name}`);
    expect(files).to.deep.equal(['buyer my-box.png', 'buyer speaker.png', 'seller our-stock.png']);
    for (const { id } of speaker?.evidence ?? [])
      expect((await clara.get(`/console/files/${id}`)).headers.get('content-type')).to.equal(
        'image/png',
      );
  });
});
