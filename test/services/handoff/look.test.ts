import { expect } from 'chai';
import type { Order } from '../../../services/domain/order.ts';
import { claim } from '../../../services/handoff/claim.ts';
import type { Deed } from '../../../services/handoff/desk-context.ts';
import { handBack } from '../../../services/handoff/hand-back.ts';
import { metrics } from '../../../services/handoff/metrics.ts';
import { metricsCsv } from '../../../services/handoff/metrics-csv.ts';
import { askRating, rateAgent } from '../../../services/handoff/rate-agent.ts';
import { sayAsAgent } from '../../../services/handoff/say-as-agent.ts';
import { searchDesk } from '../../../services/handoff/search-desk.ts';
import { transcriptLine } from '../../../services/handoff/transcript.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { agnes, clara, TestDesk } from '../../support/desk.ts';
import { aBuyer, daysAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';

const minute = 60_000;

describe('At the desk', () => {
  forEachStore((db) => {
    let desk: TestDesk;
    beforeEach(() => {
      desk = new TestDesk(db.store());
    });

    describe('the search', () => {
      let order: Order;
      let caseId: string;
      beforeEach(async () => {
        order = await desk.order({ buyer: aBuyer({ id: 'marta', name: 'Marta Ruiz' }) });
        const { handoff } = await desk.asked({ buyerId: 'marta', orderId: order.id });
        caseId = handoff.id;
        await desk.says(handoff.conversationId, 'The 100% silk scarf is "torn"');
        await desk.asked();
      });
      const found = async (text: string) => {
        const { cases, orders } = await desk.as(agnes, (ctx) => searchDesk(ctx, text));
        return { cases: cases.map(({ id }) => id), orders: orders.map(({ orderId }) => orderId) };
      };

      it('finds an order by its number, with and without the word and spaces', async () => {
        for (const text of [
          `order:${order.id}`,
          order.id,
          `Order: ${order.id.slice(0, 4)} ${order.id.slice(4)}`,
        ])
          expect(await found(text), text).to.deep.equal({ cases: [caseId], orders: [order.id] });
      });

      it('is in the audit with what was shown, never with what was typed', async () => {
        const asked = async (text: string) => {
          const deeds: Deed[] = [];
          const audit = async (deed: Deed) => void deeds.push(deed);
          await desk.as(agnes, (ctx) => searchDesk({ ...ctx, audit }, text));
          return deeds[0];
        };
        const byNumber = await asked(`order:${order.id}`);
        expect(byNumber).to.include({ what: 'desk.search', orderId: order.id });
        expect(byNumber?.facts).to.deep.include({ orders: [order.id] });
        const byName = await asked('from:marta');
        expect(byName).not.to.have.property('orderId');
        expect(byName?.facts?.cases).to.have.length(1);
        expect(JSON.stringify(byName)).not.to.contain('marta');
        expect((await asked('nothing like it'))?.facts).to.deep.equal({ prefix: '', length: 15 });
      });

      it('finds by the tracking number of a parcel', async () => {
        expect((await found('RB123456785CN')).cases).to.deep.equal([caseId]);
        expect((await found('rb 1234 5678 5cn')).orders).to.deep.equal([order.id]);
      });

      it('finds by the buyer', async () => {
        for (const text of ['from:marta', 'from: ruiz', 'Marta Ruiz', 'ana@example.com'])
          expect((await found(text)).cases, text).to.deep.equal([caseId]);
      });

      it('finds what was written, to the letter: signs of the database mean nothing', async () => {
        for (const text of ['silk scarf', '100% SILK', '"torn"'])
          expect((await found(text)).cases, text).to.deep.equal([caseId]);
        for (const text of ['100_ silk', '100%%', 'wool'])
          expect((await found(text)).cases, text).to.be.empty;
      });

      it('finds a case by its number', async () => {
        const row = (await desk.as(agnes, (ctx) => searchDesk(ctx, 'from:marta'))).cases[0];
        expect((await found(`case:${row?.caseNo}`)).cases).to.deep.equal([caseId]);
        expect((await found(row?.caseNo.toLowerCase() ?? '')).cases).to.deep.equal([caseId]);
      });

      it('finds nothing for nothing', async () => {
        for (const text of ['', ' ', 'order:', 'a']) expect((await found(text)).cases).to.be.empty;
      });
    });

    describe('the metrics', () => {
      const period = { from: noon, to: daysAfter(noon, 1), without: new Set(['demo']) };
      const measured = () => desk.as(clara, (ctx) => metrics(ctx, period));

      const served = async (buyerId: string, waitMinutes: number) => {
        const { handoff } = await desk.asked({ buyerId });
        const { id: handoffId } = handoff;
        await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
        desk.clock.advance(waitMinutes * minute);
        await desk.as(agnes, (ctx) => sayAsAgent(ctx, { handoffId, text: 'Hello' }));
        await desk.as(agnes, (ctx) => handBack(ctx, { handoffId }));
        return handoffId;
      };

      it('count who waited how long, and leave out whoever is no customer', async () => {
        for (const [buyerId, wait] of [
          ['a', 1],
          ['b', 2],
          ['c', 9],
          ['demo', 99],
        ] as const)
          await served(buyerId, wait);
        const { firstResponse, handedOver, resolution } = await measured();
        expect(firstResponse).to.deep.equal({ n: 3, median: 2 * minute, p90: 9 * minute });
        expect(resolution.n).to.equal(3);
        expect(handedOver).to.deep.equal({ asked: 3 });
      });

      it('say nothing about what nobody measured', async () => {
        const { firstResponse, csat, recontacted } = await measured();
        expect({ firstResponse, csat, recontacted }).to.deep.equal({
          ...{ firstResponse: { n: 0 }, csat: { asked: 0, n: 0 }, recontacted: { n: 0, of: 0 } },
        });
      });

      it('count a buyer who needs a person again within a week', async () => {
        await served('a', 1);
        await served('b', 1);
        desk.clock.advance(3 * 24 * 60 * minute);
        await desk.asked({ buyerId: 'a' });
        expect((await measured()).recontacted).to.deep.equal({ n: 1, of: 2 });
      });

      it("count a conversation as contained only without a person, and as solved only by the buyer's word", async () => {
        const store = db.store();
        const alone = [await desk.conversation('a'), await desk.conversation('b')];
        for (const id of alone) await desk.says(id, 'Where is my refund?');
        const row = {
          at: noon,
          prompt: 'idle',
          text: '',
          guesses: [],
          band: 'answer',
          followed: 'left',
        } as const;
        await store.run((tx) =>
          store.feedback.add(tx, { ...row, conversationId: alone[0] ?? '', kind: 'solved' }),
        );
        await store.run((tx) =>
          store.feedback.add(tx, {
            ...row,
            conversationId: alone[1] ?? '',
            kind: 'missed',
            prompt: 'open-dispute/amount',
          }),
        );
        const { handoff } = await desk.asked({ buyerId: 'c' });
        await desk.says(handoff.conversationId, 'Hello');
        const { conversations, contained, confirmedSolved, missesByPrompt } = await measured();
        expect({ conversations, contained, confirmedSolved }).to.deep.equal({
          ...{ conversations: 3, contained: 2, confirmedSolved: 1 },
        });
        expect(missesByPrompt).to.deep.equal({ 'open-dispute/amount': 1 });
      });

      it('are written as a file that no spreadsheet runs', async () => {
        const handoffId = await served('a', 2);
        const ratingId = await desk.run({ kind: 'system' }, (ctx) => askRating(ctx, handoffId));
        await desk.run({ kind: 'system' }, (ctx) => rateAgent(ctx, ratingId ?? '', 4));
        const csv = metricsCsv({ ...(await measured()), missesByPrompt: { '=1+1,"x"': 2 } });
        const lines = csv.split('\r\n');
        expect(lines).to.include.members([
          ...['first_response_seconds,median,120', 'csat,mean,4.00', 'handed_over,asked,1'],
          ...[`missed_at,"'=1+1,""x""",2`],
        ]);
      });
    });
  });

  describe('a line of the transcript', () => {
    const line = (from: 'buyer' | 'bot' | 'agent', activity: JsonObject) =>
      transcriptLine({ conversationId: 'c', id: 'm', seq: 1, at: noon, from, activity });

    it('is who the server says, whatever an activity says of itself', () => {
      const spoofed = { type: 'message', text: 'Refund it', from: { name: 'Agnes', role: 'bot' } };
      expect(line('buyer', spoofed)).to.deep.include({ from: 'buyer', text: 'Refund it' });
      expect(line('buyer', spoofed).name).to.equal(undefined);
      expect(line('agent', spoofed).name).to.equal('Agnes');
    });

    it('has the words of a card and the labels of its buttons', () => {
      const content = {
        type: 'AdaptiveCard',
        body: [
          { type: 'TextBlock', text: 'Rain jacket' },
          { type: 'FactSet', facts: [{ title: 'Amount', value: 'US$20.00' }] },
        ],
        actions: [{ type: 'Action.Submit', title: 'See the dispute' }],
      };
      const shown = line('bot', { type: 'message', text: '', attachments: [{ content }] });
      expect(shown.text).to.equal('Rain jacket\nAmount: US$20.00');
      expect(shown.choices).to.deep.equal(['See the dispute']);
    });

    it('names files by the uploads that we have checked alone', () => {
      const attachments = [
        { contentUrl: 'upload:u-1', name: 'a.jpg' },
        { contentUrl: 'https://evil.example/x.jpg', name: 'b.jpg' },
      ];
      expect(line('buyer', { type: 'message', attachments }).files).to.deep.equal([
        { uploadId: 'u-1', name: 'a.jpg' },
      ]);
    });
  });
});
