import { expect } from 'chai';
import { type DeskApp, deskApp, htmx, type Person } from './desk-app.ts';

/** Reads a stream until it has `count` events, or for as long as `ms`. */
async function events(
  desk: DeskApp,
  person: Person,
  options: { readonly after?: number; readonly last?: string; readonly count: number },
) {
  const stop = new AbortController();
  const answer = await fetch(`${desk.app.url}/console/feed?after=${options.after ?? 0}`, {
    headers: {
      ...{ Cookie: person.cookie, Accept: 'text/event-stream' },
      ...(options.last === undefined ? {} : { 'Last-Event-ID': options.last }),
    },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).to.contain('text/event-stream');
  const found: { id: number; kind: string; raw: string }[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const id = /^id: (\d+)$/m.exec(part)?.[1];
        const raw = /^data: (.*)$/m.exec(part)?.[1] ?? '';
        if (/^event: (case|typing)$/m.test(part))
          found.push({ id: Number(id ?? 0), kind: JSON.parse(raw).kind ?? 'typing', raw });
      }
      if (found.length >= options.count) break;
    }
  })().catch(() => undefined);
  return { found, reading, stop: () => stop.abort() };
}

describe('the feed of the agents’ workspace', () => {
  let desk: DeskApp;
  let agnes: Person;

  before(async function () {
    this.timeout(30_000);
    desk = await deskApp();
    agnes = await desk.person('agnes');
  });
  after(async () => {
    await desk.app.stop();
    desk.demo.remove();
  });

  const lastNo = () => desk.app.store.run((tx) => desk.app.store.desk.log.lastNo(tx));

  it('tells everything after a number, in order, and goes on where the browser was', async () => {
    const no = await lastNo();
    const all = await events(desk, agnes, { count: no });
    await all.reading;
    expect(all.found.map(({ id }) => id)).to.deep.equal([...Array(no).keys()].map((n) => n + 1));
    const later = await events(desk, agnes, { after: 0, last: String(no - 2), count: 2 });
    await later.reading;
    expect(later.found.map(({ id }) => id)).to.deep.equal([no - 1, no]);
  });

  it('tells what happens to every open page, once, and holds no words of anybody', async () => {
    const { id } = await desk.caseOf('aiko');
    const ben = await desk.person('ben');
    const no = await lastNo();
    const streams = [
      await events(desk, agnes, { after: no, count: 2 }),
      await events(desk, ben, { after: no, count: 2 }),
    ];
    await agnes.post(`/console/cases/${id}/claim`);
    await agnes.post(`/console/cases/${id}/note`, { text: 'a secret word' });
    const from = Math.min(await lastNo(), no + 2);
    for (const { reading, found } of streams) {
      await reading;
      expect(found.map((one) => one.id)).to.deep.equal([no + 1, from]);
      expect(found.map(({ raw }) => raw).join())
        .to.contain(id)
        .and.not.contain('secret');
    }
  });

  it('shows that the owner of a case types, to all pages, and keeps nothing of it', async () => {
    const { id, conversationId } = await desk.caseOf('aiko');
    const ben = await desk.person('ben');
    const no = await lastNo();
    const stream = await events(desk, ben, { after: no, count: 1 });
    await ben.post(`/console/cases/${id}/typing`, {}, htmx);
    await agnes.post(`/console/cases/${id}/typing`, {}, htmx);
    await stream.reading;
    expect(stream.found.map(({ raw }) => JSON.parse(raw))).to.deep.equal([
      { conversationId, from: 'agent', name: 'Agnes Lindqvist' },
    ]);
    expect(await lastNo()).to.equal(no);
  });

  it('ends for who is signed out', async () => {
    const answer = await fetch(`${desk.app.url}/console/feed`, {
      headers: { Accept: 'text/event-stream' },
    });
    expect(answer.status).to.equal(401);
  });
});
