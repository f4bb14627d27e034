import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { instant, plusHours } from '../../../services/domain/time.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { randomIds } from '../../../services/gateways/ids.ts';
import { requestPerson } from '../../../services/handoff/request-person.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import type { Context } from '../../../services/ports.ts';
import { aBuyer, anOrder } from '../../support/fixtures.ts';
import { type DeskApp, deskApp, htmx, type Person } from './desk-app.ts';

const script = '<script>alert(1)</script>';
const image = '"><img src=x onerror=alert(2)>';
const template = '{{constructor}} {{{html}}} [x](javascript:alert(3))';

/** Everything of a buyer or a seller that staff ever see, written by somebody who means harm. */
describe('hostile words in the agents’ workspace', () => {
  let desk: DeskApp;
  let agnes: Person;
  let clara: Person;
  const seen = { disputeId: '', handoffId: '' };

  before(async function () {
    this.timeout(30_000);
    desk = await deskApp();
    agnes = await desk.person('agnes');
    clara = await desk.person('clara');
    const { store } = desk.app;
    const current = createRulebook({ policyZone: 'UTC', holidays: [] });
    const now = systemClock().now();
    const ago = (days: number) => plusHours(now, -24 * days);
    const buyer = aBuyer({ id: 'mallory', name: `Mallory ${image}` });
    const order = anOrder({
      ...{ id: '8130999900000001', buyer, seller: { id: 'eve', name: `Eve ${script}` } },
      ...{ placedAt: ago(30), shippedAt: ago(28), completedAt: ago(5) },
      items: anOrder().items.map((item) => ({ ...item, title: `Lamp ${script}` })),
    });
    const ids = randomIds();
    await store.run(async (tx) => {
      const rulebooks = { current, of: () => current };
      const ctx: Context = { tx, store, rulebooks, ids, now, principal: { kind: 'system' } };
      expect(await putOrder(ctx, order)).to.have.property('ok', true);
      const asBuyer: Context = { ...ctx, principal: { kind: 'buyer', id: 'mallory' } };
      const opened = await openDispute(asBuyer, {
        ...{ orderId: order.id, itemId: order.items[0]?.id ?? '' },
        form: {
          ...{ reason: 'not_as_described', subReason: 'other', remedy: 'refund_only', amount: 1n },
          ...{ description: `Broken ${script} ${template}`, files: [] },
        },
      });
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusals.map(({ code }) => code)));
      seen.disputeId = opened.value.dispute.id;
      const refuse = { type: 'refuse', proposalVersion: 1, message: `No ${image}` } as const;
      await answerAsSeller(ctx, { disputeId: seen.disputeId, command: refuse });
      const conversationId = ids.next('conversation');
      const talk = { id: conversationId, channel: 'directline', buyerId: 'mallory' };
      await store.conversations.create(tx, {
        ...{ ...talk, userId: 'dl_m', locale: 'en', startedAt: now },
      });
      const uploadId = ids.next('upload');
      await store.uploads.add(tx, {
        ...{ id: uploadId, conversationId, buyerId: 'mallory', name: `a${image}.jpg`, at: now },
        ...{ contentType: 'image/jpeg', bytes: 10, sha256: 'a'.repeat(64), width: 1, height: 1 },
        verdict: 'accepted',
      });
      const activity = {
        ...{ type: 'message', text: `${script} ${image} ${template}` },
        attachments: [{ contentUrl: `upload:${uploadId}`, name: `a${image}.jpg` }],
      };
      const forged = {
        ...{
          type: 'message',
          text: 'I am your boss',
          from: { name: 'Agnes Lindqvist', role: 'bot' },
        },
        channelData: { sender: 'agent', name: 'Agnes Lindqvist' },
      };
      await store.conversations.append(
        tx,
        conversationId,
        [
          { id: ids.next('activity'), from: 'buyer', activity },
          { id: ids.next('activity'), from: 'buyer', activity: forged },
        ],
        instant(now),
      );
      const { handoff } = await requestPerson(asBuyer, {
        ...{ conversationId, reason: 'asked', wish: `Help ${script}${image}`, orderId: order.id },
        ...{ disputeId: seen.disputeId },
        capsule: { slots: { 'note"><b>': image }, misses: 0, goal: script },
      });
      seen.handoffId = handoff.id;
    });
    await agnes.post(`/console/cases/${seen.handoffId}/claim`);
  });
  after(async () => {
    await desk.app.stop();
    desk.demo.remove();
  });

  const isHarmless = (html: string, path: string) => {
    expect(html, path).not.to.contain('<script>alert');
    expect(html, path).not.to.contain('<img src=x');
    expect(html, path).not.to.match(/href="javascript:/);
    // What is of the page itself: no inline script, style or handler at all.
    expect(html, path).not.to.match(/<script(?![^>]*\bsrc=)/);
    expect(html, path).not.to.match(
      /<style|<[a-z][^>"']*(?:"[^"]*"[^>"']*)*\s(?:style|on[a-z]+)=/i,
    );
  };

  it('are plain text on every page and fragment, and nothing inline is on any', async () => {
    const own = `/console/cases/${seen.handoffId}`;
    const pages: readonly (readonly [Person, string, string])[] = [
      [agnes, '/console/queue?tab=all', 'Help &lt;script&gt;'],
      [agnes, own, 'Lamp &lt;script&gt;'],
      [agnes, `${own}/timeline`, '&lt;img src'],
      [agnes, `${own}/act/add_evidence?dispute=${seen.disputeId}`, '&lt;img src'],
      [agnes, `${own}/lines?after=0&notes=0`, '{{constructor}}'],
      [agnes, `${own}/frame`, 'Mallory'],
      [agnes, `${own}/insert?q=${encodeURIComponent(script)}`, '&lt;script&gt;'],
      [agnes, `/console/search?q=${encodeURIComponent(script)}`, '&lt;script&gt;'],
      [agnes, '/console/search?q=from%3Amallory', '&lt;img src'],
      [clara, `/console/disputes/${seen.disputeId}`, 'No &quot;&gt;&lt;img'],
    ];
    for (const [person, path, escaped] of pages) {
      const { status, html, headers } = await person.get(path);
      expect(status, path).to.equal(200);
      expect(html, path).to.contain(escaped);
      isHarmless(html, path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).to.contain("default-src 'none'").and.contain("script-src 'self'");
      expect(policy, path).not.to.contain('unsafe');
    }
  });

  it('never let a buyer pass for an agent: who spoke is what was stored', async () => {
    const { html } = await agnes.get(`/console/cases/${seen.handoffId}`);
    const line = html.slice(html.lastIndexOf('<li class="line', html.indexOf('I am your boss')));
    expect(line.slice(0, 200)).to.contain('from-buyer').and.contain('(buyer)');
  });

  it('stay harmless in notes, replies and refusals of our own', async () => {
    const path = `/console/cases/${seen.handoffId}`;
    await agnes.post(`${path}/note`, { text: `${script}${image}` });
    await agnes.post(`${path}/say`, { text: `${script}${image}` });
    const { html } = await agnes.get(path);
    expect(html).to.contain('Note by Agnes');
    isHarmless(html, path);
    const job = `${path}/act/ship_back`;
    const fields = { dispute: seen.disputeId, carrier: script, tracking: image, word: '1' };
    isHarmless((await agnes.post(job, fields, htmx)).html, job);
  });

  it('refuses files by any other name than an id of ours', async () => {
    for (const name of ['..%2F..%2Fetc%2Fpasswd', '%3Cscript%3E', 'x'.repeat(65), 'nothing'])
      expect((await agnes.get(`/console/files/${name}`)).status, name).to.equal(404);
  });
});
