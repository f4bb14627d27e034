import { expect } from 'chai';
import { disputeOutput, pageOf } from '../../../bot/http/api/dispute-schema.ts';
import { addEvidence } from '../../../services/disputes/add-evidence.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { removeEvidence } from '../../../services/disputes/remove-evidence.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import type { Context } from '../../../services/ports.ts';
import { aFile } from '../../support/fixtures.ts';
import { type ApiServer, READ_SECRET, startApi } from './api-server.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4]);

describe('the API of evidence', () => {
  let api: ApiServer;
  let id: string;
  let other: string;
  beforeEach(async () => {
    api = await startApi();
    const { items } = pageOf(disputeOutput).parse((await api.call('/disputes')).json);
    id = items.find(({ state }) => state === 'awaiting_seller')?.id ?? '';
    other = items.find(({ state }) => state === 'awaiting_buyer')?.id ?? '';
    const conversation = { id: 'c-1', channel: 'directline', userId: 'u', locale: 'en' };
    await api.files.put('photo', 'served', png);
    await asBuyer(async (ctx, seq) => {
      const { tx, store, now } = ctx;
      await store.conversations.create(tx, { ...conversation, startedAt: now });
      const file = aFile({ id: 'photo', name: 'photo.png', contentType: 'image/png' });
      const size = { width: 2, height: 2, verdict: 'accepted', at: now } as const;
      await store.uploads.add(tx, { ...file, ...size, conversationId: 'c-1' });
      await addEvidence(ctx, { disputeId: id, expectedSeq: seq, files: [file] });
    });
  });
  afterEach(() => api.close());

  /** What its buyer does in the chat. */
  const asBuyer = (work: (ctx: Context, seq: number) => Promise<unknown>) =>
    api.store.run(async (tx) => {
      const { store, rulebooks } = api;
      const more = { ids: sequentialIds(500), now: api.clock.now() };
      const system = { ...more, tx, store, rulebooks, principal: { kind: 'system' } } as const;
      const found = await findDispute(system, id);
      if (!found.ok) throw new Error(`No dispute ${id}`);
      const { buyerId, seq } = found.value.dispute;
      await work({ ...system, principal: { kind: 'buyer', id: buyerId } }, seq);
    });
  const get = (path: string, bearer?: string) =>
    fetch(`${api.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${bearer ?? READ_SECRET}` },
    });

  it('gives the picture to a key that may read, and nobody on the way keeps it', async () => {
    const answer = await get(`/disputes/${id}/evidence/photo`);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('image/png');
    expect(answer.headers.get('cache-control')).to.equal('private, no-store');
    expect(answer.headers.get('content-security-policy')).to.contain('sandbox');
    expect(new Uint8Array(await answer.arrayBuffer())).to.deep.equal(png);
    expect((await get(`/disputes/${id}/evidence/photo`, 'x')).status).to.equal(401);
  });

  it('knows it under its own dispute alone', async () => {
    for (const path of [`/disputes/${other}/evidence/photo`, `/disputes/${id}/evidence/photo2`])
      expect((await get(path)).status).to.equal(404);
  });

  it('does not give what the buyer has taken back', async () => {
    await asBuyer((ctx, expectedSeq) =>
      removeEvidence(ctx, { disputeId: id, expectedSeq, evidenceId: 'photo' }),
    );
    expect((await get(`/disputes/${id}/evidence/photo`)).status).to.equal(404);
  });
});
