import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Handoff } from '../../../services/handoff-port.ts';
import type { Store, StoredMessage } from '../../../services/ports.ts';
import { openStore } from '../../../services/store/open-store.ts';
import { until } from '../../support/direct-line-client.ts';
import { type KillAgent, signInAgent } from '../../support/kill-agent.ts';
import { freshPostgres } from '../../support/postgres.ts';
import {
  DIRECT_LINE_SECRET,
  type ProductNodes,
  startProductNodes,
} from '../../support/product-nodes.ts';
import { ask } from '../../support/server-request.ts';

const KILLS = 2;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Buyer {
  readonly conversationId: string;
  /** Sends until a node has taken it. */
  say(text: string): Promise<void>;
}

async function buyerOf(nodes: ProductNodes): Promise<Buyer> {
  const generate = `${nodes.urls[0]}/v3/directline/tokens/generate`;
  const json = { user: { id: 'dl_emma' } };
  const token = (await ask(generate, { bearer: DIRECT_LINE_SECRET, json })).json;
  const conversationId = String(token?.conversationId);
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  return {
    conversationId,
    async say(text) {
      const activity = { type: 'message', text, channelData: { clientActivityID: text } };
      for (;;) {
        const url = `${nodes.anyUrl()}${path}`;
        const sent = { bearer: String(token?.token), json: activity };
        const answer = await ask(url, sent).catch(() => undefined);
        if (answer?.status === 200) return;
        if (answer && answer.status !== 429 && answer.status < 500) throw new Error(answer.text);
        await pause(20);
      }
    },
  };
}

/** One after the other without pause until `isOver`; answers what was taken. */
async function writeOn(
  prefix: string,
  send: (text: string) => Promise<void>,
  isOver: () => boolean,
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (let i = 0; !isOver(); i += 1) {
    const text = `${prefix} ${i}`;
    await send(text);
    taken.push(text);
    await pause(40);
  }
  return taken;
}

interface Told {
  readonly store: Store;
  readonly nodes: ProductNodes;
  readonly agent: KillAgent;
  readonly handoffId: string;
  readonly buyer: Buyer;
}

async function aClaimedCase(nodes: ProductNodes, store: Store): Promise<Told> {
  const buyer = await buyerOf(nodes);
  await buyer.say('I want to talk to a person');
  const found: Handoff[] = [];
  await until(async () => {
    const all = await store.run((tx) => store.desk.handoffs.ofBuyer(tx, 'emma'));
    found.push(...all.filter((one) => one.conversationId === buyer.conversationId));
    return found.length > 0;
  }, 10_000);
  const handoffId = found[0]?.id ?? '';
  const agent = await signInAgent(nodes, 'agnes');
  await agent.post(`/console/cases/${handoffId}/claim`);
  return { store, nodes, agent, handoffId, buyer };
}

/** Buyer and agent write without pause while nodes are killed; then everything that was taken is looked for. */
async function killBesideTalk(databaseUrl: string, folder: string, count: number): Promise<void> {
  const nodes = await startProductNodes(databaseUrl, folder, count);
  const store = await openStore(databaseUrl);
  try {
    const told = await aClaimedCase(nodes, store);
    const { agent, buyer, handoffId } = told;
    const before = await messagesOf(told);
    const state = { over: false };
    const isOver = () => state.over;
    const path = `/console/cases/${handoffId}/say`;
    const writing = [
      writeOn('buyer', buyer.say, isOver),
      writeOn('agent', (text) => agent.post(path, { text, key: text }), isOver),
    ];
    for (let i = 0; i < KILLS; i += 1) {
      await pause(randomInt(200, 700));
      await nodes.killOne();
    }
    await pause(300);
    state.over = true;
    const [said = [], answered = []] = await Promise.all(writing);
    await check(told, before.length, said, answered);
  } finally {
    nodes.stop();
    await store.close();
  }
}

const messagesOf = ({ store, buyer }: Told): Promise<readonly StoredMessage[]> =>
  store.run((tx) => store.conversations.messagesAfter(tx, buyer.conversationId, 0, 10_000));

async function check(
  told: Told,
  before: number,
  said: readonly string[],
  answered: readonly string[],
): Promise<void> {
  const { store, agent, handoffId } = told;
  const all = await messagesOf(told);
  const since = all.slice(before);
  const of = (from: string) =>
    since.filter((one) => one.from === from).map(({ activity }) => String(activity.text));
  expect([said.length > 0, answered.length > 0]).to.deep.equal([true, true]);
  // None lost, none doubled, each side in order; the bot, which has given the case away, said nothing in between.
  expect(of('buyer')).to.deep.equal(said);
  expect(of('agent').filter((text) => text.startsWith('agent '))).to.deep.equal(answered);
  expect(of('bot')).to.deep.equal([]);
  expect(all.map(({ seq }) => seq)).to.deep.equal(all.map((_, i) => i + 1));
  const handoff = await store.run((tx) => store.desk.handoffs.find(tx, handoffId));
  expect([handoff?.state, handoff?.agentId]).to.deep.equal(['claimed', 'agnes']);
  // The open console, cut with every kill, was told each number once and in order.
  const last = await store.run((tx) => store.desk.log.lastNo(tx));
  await until(() => agent.fed.length >= last, 10_000);
  expect(agent.fed).to.deep.equal(Array.from({ length: last }, (_, i) => i + 1));
  agent.stopReading();
}

describe('kill -9 while an agent talks with a buyer', function () {
  this.timeout(240_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'resolve-kill-desk-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('loses and doubles nothing on SQLite, and the case stays with its agent', () =>
    killBesideTalk(`sqlite:${join(folder, 'kill.db')}`, folder, 1));

  it('loses and doubles nothing on PostgreSQL with two nodes, which hear of each other', async () =>
    killBesideTalk(await freshPostgres(), folder, 2));
});
