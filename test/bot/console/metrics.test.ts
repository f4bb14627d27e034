import { expect } from 'chai';
import { type DeskApp, deskApp, type Person } from './desk-app.ts';

describe('the numbers of the metrics', () => {
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

  /** By the words above it: what stands there, what it is of, and how long the list behind it is. */
  const figures = async (who: Person) => {
    const { html } = await who.get('/console/metrics');
    const found =
      /<a href="([^"]+)"><span>([^<]+)<\/span><b>([^<]*)<\/b>(?:<small>([^<]*)<\/small>)?/g;
    const all = new Map<string, { value: string; of: string; listed: number }>();
    for (const [, href = '', words = '', value = '', of = ''] of html.matchAll(found)) {
      if (href.includes('/metrics/list?'))
        all.set(words, { value, of, listed: await countAt(who, plain(href)) });
    }
    return { html, all };
  };
  const plain = (href: string) => href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
  const countAt = async (who: Person, href: string): Promise<number> => {
    const { status, html } = await who.get(href);
    expect(status, href).to.equal(200);
    const rows = html.match(/<li data-item>/g)?.length ?? 0;
    expect(html, href).to.contain(`<span class="count">${rows}</span>`);
    return rows;
  };

  it('are those of the demo, counted by hand, and each has its list', async () => {
    // services/demo/desk-talks.ts: six talks, all with a person; Agnes and Ben have answered one each; nothing has ended.
    const { all } = await figures(agnes);
    expect(Object.fromEntries(all)).to.deep.include({
      'Waiting now': { value: '4', of: 'the oldest for 12 min', listed: 4 },
      'Handed over': { value: '6', of: 'asked for a person, or the bot did', listed: 6 },
      'First answer': {
        ...{ value: '4 min', of: '9 of 10 within 4 min; 2 of 6 answered', listed: 2 },
      },
      'No person was needed': {
        ...{ value: '0 %', of: '0 of 6 conversations, solved or left', listed: 0 },
      },
      'Until finished': { value: '–', of: 'none of 6 finished yet', listed: 0 },
      'Came back within 7 days': {
        ...{ value: '–', of: '0 of 0 finished cases of known buyers', listed: 0 },
      },
      Satisfaction: { value: '–', of: '0 of 0 buyers answered', listed: 0 },
      'Asked for a person': { value: '4', of: '', listed: 4 },
      'Words of risk': { value: '1', of: '', listed: 1 },
    });
  });

  it('follow what happens, list by list', async () => {
    const { id } = await desk.caseOf('jonas');
    await agnes.post(`/console/cases/${id}/hand-back`);
    const { all } = await figures(agnes);
    expect(all.get('Until finished')?.of).to.match(/^9 of 10 within .+; 1 of 6 finished$/);
    expect(all.get('Until finished')?.listed).to.equal(1);
    expect(all.get('Came back within 7 days')?.of).to.contain('0 of 1');
  });

  it('of disputes lead to those disputes, as far as the role goes', async () => {
    const { html } = await clara.get('/console/metrics');
    const rows = [...html.matchAll(/<td><a href="([^"]+)">[^<]+<\/a><\/td><td>(\d+)<\/td>/g)];
    expect(rows.length).to.be.above(2);
    for (const [, href = '', count] of rows)
      expect(await countAt(clara, plain(href)), href).to.equal(Number(count));
    const first = plain(rows[0]?.[1] ?? '');
    expect((await clara.get(first)).html).to.match(/href="\/console\/disputes\/D\d+/);
    expect((await agnes.get(first)).html).to.contain('href="/console/search?q&#x3D;D');
  });

  it('offer no link that the role may not follow', async () => {
    expect((await clara.get('/console/metrics')).html).to.contain('href="/console/unanswered?');
    expect((await agnes.get('/console/metrics')).html).not.to.contain('/console/unanswered?');
  });
});
