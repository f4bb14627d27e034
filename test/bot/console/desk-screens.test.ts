import { expect } from 'chai';
import { readDeskSettings, saveDeskSettings } from '../../../services/handoff/desk-settings.ts';
import { smsChat } from '../evidence-page/sms-chat.ts';
import { type DeskApp, deskApp, htmx, type Person } from './desk-app.ts';

describe('the screens of the agents’ workspace', () => {
  let desk: DeskApp;
  let agnes: Person;
  let ben: Person;
  let clara: Person;

  before(async function () {
    this.timeout(30_000);
    desk = await deskApp();
    agnes = await desk.person('agnes');
    ben = await desk.person('ben');
    clara = await desk.person('clara');
  });
  after(async () => {
    await desk.app.stop();
    desk.demo.remove();
  });

  it('shows the queue by urgency, with what is at stake, in its tabs', async () => {
    const { status, html } = await agnes.get('/console/queue');
    expect(status).to.equal(200);
    const order = ['Ivan Petrov', 'Marta Ruiz', 'Aiko Tanaka', 'Visitor C-'].map((who) =>
      html.indexOf(`<b><bdi>${who}`),
    );
    expect(order, 'all there, the risk first').to.deep.equal([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).to.be.above(0);
    expect(html).to.contain('! Fraud').and.contain('€34.50').and.contain('Buyer Protection ends');
    const mine = await agnes.get('/console/queue?tab=mine');
    expect(mine.html).to.contain('Jonas Weber').and.not.contain('<bdi>Marta Ruiz');
    const none = await agnes.get('/console/queue?tab=waiting&reason=refund_failed');
    expect(none.html).to.contain('Nobody is waiting').and.contain('Clear the filters');
  });

  it('keeps what is for case managers from agents', async () => {
    const { disputeId = '' } = await desk.caseOf('paulo');
    const managers = [
      '/console/escalated',
      `/console/disputes/${disputeId}`,
      '/console/unanswered',
    ];
    for (const path of managers) {
      expect((await agnes.get(path)).status, path).to.equal(403);
      expect((await clara.get(path)).status, path).to.equal(200);
    }
    const forged = await agnes.post(`/console/disputes/${disputeId}/rule`, { outcome: 'full' });
    expect(forged.status).to.equal(403);
  });

  it('answers nothing to who is not signed in, and to a forged or foreign post', async () => {
    const { id } = await desk.caseOf('marta');
    for (const path of ['/console/queue', `/console/cases/${id}`, '/console/metrics/csv']) {
      const answer = await fetch(`${desk.app.url}${path}`, { redirect: 'manual' });
      expect(answer.status, path).to.equal(303);
      expect(answer.headers.get('location')).to.contain('/console/sign-in');
    }
    const claim = `/console/cases/${id}/claim`;
    expect((await agnes.post(claim, { _csrf: 'guess' })).status).to.equal(403);
    expect((await agnes.post(claim, {}, { Origin: 'https://evil.example' })).status).to.equal(403);
    expect((await agnes.post(claim, {}, { 'Sec-Fetch-Site': 'cross-site' })).status).to.equal(403);
    expect((await desk.caseOf('marta')).state).to.equal('waiting');
  });

  it('gives a case to one person, and tells the other who has it', async () => {
    const { id } = await desk.caseOf('marta');
    const path = `/console/cases/${id}`;
    const capsule = /<details class="capsule"[\s\S]*?<\/details>/.exec(
      (await agnes.get(path)).html,
    );
    expect(capsule?.[0])
      .to.contain('What <bdi>Marta Ruiz</bdi> wants')
      .and.match(/Buyer Protection ends<\/dt><dd><b><time [^>]*>in 4\d h/)
      .and.contain('8130335600588213');
    expect((await agnes.post(`${path}/claim`)).status).to.equal(303);
    const late = await ben.post(`${path}/claim`);
    expect(late.headers.get('location'), 'the case itself').to.equal(`${path}?late=1`);
    const lost = await ben.get(`${path}?late=1`);
    expect(lost.html).to.contain('Not claimed:</b> Agnes Lindqvist was faster');
    expect((await agnes.get(`${path}?late=1`)).html, 'her own').not.to.contain('Not claimed');
    const read = await ben.get(path);
    expect(read.html).to.contain('Agnes Lindqvist has this case').and.contain('Add the note');
    expect(read.html).not.to.contain('id="composer"');
    expect((await ben.post(`${path}/note`, { text: 'Ask the carrier' })).status).to.equal(303);
    expect((await agnes.get(path)).html)
      .to.contain('Note by Ben Okafor')
      .and.contain('id="composer"');
    const over = await clara.post(`${path}/take-over`);
    expect(over.status).to.equal(303);
    expect((await desk.caseOf('marta')).agentId).to.equal('clara');
    await clara.post(`${path}/assign`, { to: 'agnes' });
    expect((await desk.caseOf('marta')).agentId).to.equal('agnes');
  });

  it('keeps what was typed through a refusal, and says it once however often it is sent', async () => {
    const { id, conversationId } = await desk.caseOf('marta');
    const path = `/console/cases/${id}`;
    const text = 'I look at it & write to you <soon>';
    await ben.post(`${path}/draft`, { text }, htmx);
    const refused = await ben.post(`${path}/say`, { text }, htmx);
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain('has this case');
    expect((await ben.get(path)).html).to.contain('I look at it &amp; write to you &lt;soon&gt;');
    expect((await agnes.get(path)).html).not.to.contain('&lt;soon&gt;');
    expect((await agnes.post(`${path}/say`, { text: '  ' }, htmx)).html).to.contain(
      'There is no text yet',
    );
    const before = (await lines(conversationId)).length;
    for (let time = 0; time < 3; time += 1)
      expect((await agnes.post(`${path}/say`, { text, key: 'k1' }, htmx)).status).to.equal(200);
    expect((await lines(conversationId)).length).to.equal(before + 1);
    const fresh = await agnes.get(`${path}/lines?after=${before}&notes=9`, htmx);
    expect(fresh.html).to.contain('Agnes Lindqvist (agent)').and.contain('&lt;soon&gt;');
    expect(fresh.html).to.contain(`data-last="${before + 1}"`);
  });

  it('does for a buyer what the rules allow, on the buyer’s word or with a reason', async () => {
    const { id, orderId = '' } = await desk.caseOf('marta');
    const path = `/console/cases/${id}/act/open`;
    const form = await agnes.get(`${path}?order=${orderId}&item=1`, htmx);
    expect(form.html)
      .to.contain('Camping stove')
      .and.contain('The buyer’s word')
      .and.contain('value="34.50"');
    const fields = {
      ...{ order: orderId, item: '1', reason: 'not_received', remedy: 'refund_only' },
      ...{ amount: '99999', description: 'The parcel never came.', word: '1' },
    };
    const tooMuch = await agnes.post(path, fields, htmx);
    expect(tooMuch.status).to.equal(422);
    expect(tooMuch.html).to.contain('at most €34.50').and.contain('Rule: refund ceiling');
    const noWord = await agnes.post(path, { ...fields, amount: '34.50', word: 'none' }, htmx);
    expect(noWord.html).to.contain('Write the reason');
    const botsWord = await agnes.post(path, { ...fields, amount: '34.50', word: '2' }, htmx);
    expect(botsWord.html).to.contain('word is missing');
    const done = await agnes.post(path, { ...fields, amount: '34.50' }, htmx);
    expect(done.status, done.html).to.equal(200);
    const disputes = await desk.app.store.run((tx) => desk.app.store.disputes.ofOrder(tx, orderId));
    expect(disputes[0]).to.deep.include({
      reason: 'not_received',
      description: 'The parcel never came.',
    });
    const other = await agnes.get(`${path}?order=8130224500632984&item=1`, htmx);
    expect(other.status).to.equal(422);
  });

  it('asks a second person where the buyer’s word is missing and the amount is large', async () => {
    const { store } = desk.app;
    const { id, orderId = '' } = await desk.caseOf('aiko');
    await agnes.post(`/console/cases/${id}/claim`);
    await store.run(async (tx) => {
      const before = await readDeskSettings({ store, tx });
      await saveDeskSettings({ store, tx }, { ...before, approveAbove: 0, approveAboveIn: {} });
    });
    const fields = {
      ...{ order: orderId, item: '1', reason: 'not_as_described', sub: 'quality', amount: '100' },
      ...{ description: 'Fog in the lens.', word: 'none', why: 'Said so by telephone' },
    };
    const asked = await agnes.post(`/console/cases/${id}/act/open`, fields, htmx);
    expect(asked.html).to.contain('a second person has to agree');
    expect(await store.run((tx) => store.disputes.ofOrder(tx, orderId))).to.deep.equal([]);
    const { html } = await clara.get('/console/escalated');
    expect(html).to.contain('Agnes Lindqvist').and.contain('Said so by telephone');
    // What one agrees to: the wish, the money, the order, and the way to all of it.
    expect(html)
      .to.contain('Not as described: JP¥100, buyer keeps the item')
      .and.contain(`order ${orderId}`)
      .and.contain(`<a href="/console/cases/${id}">The case</a>`);
    const approval = /action="(\/console\/approvals\/[\w-]+)"/.exec(html)?.[1] ?? '';
    expect((await agnes.post(approval, { answer: 'yes' })).status).to.equal(403);
    expect((await clara.post(approval, { answer: 'yes' })).status).to.equal(303);
    expect(await store.run((tx) => store.disputes.ofOrder(tx, orderId))).to.have.lengthOf(1);
    expect((await clara.post(approval, { answer: 'yes' })).html).to.contain('decided before');
    await store.run(async (tx) => {
      const before = await readDeskSettings({ store, tx });
      await saveDeskSettings({ store, tx }, { ...before, approveAbove: 200 });
    });
  });

  it('resolves with a way back, and goes on to the next case', async () => {
    const { id } = await desk.caseOf('marta');
    const done = await agnes.post(`/console/cases/${id}/resolve`);
    const next = done.headers.get('location') ?? '';
    expect(next)
      .to.match(/^\/console\/cases\/[\w-]+\?resolved=/)
      .and.not.contain(`/cases/${id}?`);
    expect((await agnes.get(next)).html)
      .to.contain('is resolved.')
      .and.contain('undo-resolve');
    expect((await agnes.post(`/console/cases/${id}/undo-resolve`)).status).to.equal(303);
    expect((await desk.caseOf('marta')).state).to.equal('claimed');
  });

  it('lets a case manager see both sides, what a ruling does, and rule', async () => {
    const [row] = await desk.app.store.run((tx) =>
      desk.app.store.disputes.page(tx, { state: 'in_mediation', limit: 1 }),
    );
    const path = `/console/disputes/${row?.id}`;
    const shown = await clara.get(path);
    expect(shown.html).to.contain('misspelled').and.contain('All our goods are original');
    const parcels = /id="parcel-title"[\s\S]*?<\/section>/.exec(shown.html)?.[0];
    expect(parcels)
      .to.contain(row?.orderId ?? '?')
      .and.match(/class="parcel"|No parcel is known/);
    const { id, disputeId } = await desk.caseOf('paulo');
    const talked = await clara.get(`/console/disputes/${disputeId}`);
    expect(talked.html).to.contain(`<a class="noprint" href="/console/cases/${id}">`);
    const check = await clara.post(
      `${path}/rule/check`,
      { outcome: 'full', explanation: '' },
      htmx,
    );
    expect(check.html).to.contain('US$41.50 goes back to the buyer');
    const fields = { outcome: 'full', remedy: 'refund_only', seq: String(row?.seq) };
    const bare = await clara.post(`${path}/rule`, { ...fields, explanation: '' }, htmx);
    expect(bare.status).to.equal(422);
    const stale = await clara.post(`${path}/rule`, { ...fields, seq: '1', explanation: 'x' }, htmx);
    expect(stale.status).to.equal(409);
    expect(stale.html).to.contain('Nothing was done');
    const ruled = await clara.post(`${path}/rule`, {
      ...fields,
      explanation: 'The box is a fake.',
    });
    expect(ruled.headers.get('location')).to.contain('note=done');
    const after = await clara.get(`${path}?note=done`);
    expect(after.html)
      .to.contain('Ruling: full refund')
      .and.contain('The box is a fake.')
      .and.contain('clara');
  });

  it('finds, counts, exports', async () => {
    const { disputeId = '' } = await desk.caseOf('paulo');
    const found = async (q: string) =>
      (await agnes.get(`/console/search?q=${encodeURIComponent(q)}`)).html;
    expect(await found('from:jonas'))
      .to.contain('Two-person tent')
      .and.contain('C-10');
    expect(await found(disputeId)).to.contain('Mechanical keyboard');
    const parcel = await found('LX719364029CN');
    expect(parcel)
      .to.contain('8130335600588213')
      .and.contain('Camping stove €34.50')
      .and.contain('Problem on the way')
      .and.contain('href="/console/search?q&#x3D;from%3Amarta"');
    expect(await found('gifts')).to.contain('Visitor');
    expect(await found('zzz-nothing')).to.contain('Nothing has');
    expect((await agnes.get('/console/metrics')).html)
      .to.contain('Waiting now')
      .and.contain('of 6 conversations');
    expect((await agnes.get('/console/metrics/list?of=handed&reason=risk')).html).to.contain(
      'Ivan Petrov',
    );
    const csv = await agnes.get('/console/metrics/csv');
    expect(csv.headers.get('content-type')).to.contain('text/csv');
    expect(csv.html).to.contain('handed_over,asked,');
  });

  it('lists what was not understood until it is handled, and exports it', async () => {
    const before = (await clara.get('/console/unanswered')).html;
    expect(before).to.contain('can my neighbour receive it');
    const key =
      /name="key" value="([\w-]{22})">Handled<span class="hidden">: can my/.exec(before)?.[1] ?? '';
    await clara.post('/console/unanswered/handled', { key });
    const after = (await clara.get('/console/unanswered')).html;
    expect(after).to.contain('1 handled').and.not.contain('can my neighbour');
    const lines = await clara.get('/console/unanswered/training');
    expect(lines.headers.get('content-disposition')).to.contain('new-lines.yaml');
    expect(lines.html).to.contain('do you take back gifts').and.not.contain('can my neighbour');
  });

  it('offers ready replies filled from the case, and the articles that fit', async () => {
    const { id } = await desk.caseOf('jonas');
    const all = await agnes.get(`/console/cases/${id}/insert`, htmx);
    expect(all.html).to.contain('Hello Jonas Weber, this is Agnes Lindqvist');
    const few = await agnes.get(
      `/console/cases/${id}/insert?q=${encodeURIComponent('how long does a refund take')}`,
    );
    expect(few.html).to.contain('Help articles').and.contain('/help/');
  });

  const lines = (conversationId: string) =>
    desk.app.store.run((tx) =>
      desk.app.store.conversations.messagesAfter(tx, conversationId, 0, 100),
    );

  it('says a sum that the buyer has told in their money', async () => {
    const chat = await smsChat(desk.app, 'emma');
    await chat.say('I want my money back for the trekking backpack');
    await chat.say('all of it');
    await chat.say('a person please');
    const { id } = await desk.caseOf('emma');
    const { html } = await agnes.get(`/console/cases/${id}`);
    expect(html).to.match(/<dt>Amount<\/dt><dd>US\$46\.20<\/dd>/);
  });
});
