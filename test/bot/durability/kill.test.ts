import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { until } from '../../support/direct-line-client.ts';
import { type Seen, startTalker, type Talker } from '../../support/kill-load.ts';
import { startNodes } from '../../support/kill-nodes.ts';
import { freshPostgres } from '../../support/postgres.ts';

const KILLS = 5;
const TALKERS = 3;
const SENDERS = 2;

/** Under load, `KILLS` times kill -9 of a node at a random moment; then what was acknowledged is looked for. */
async function killUnderLoad(databaseUrl: string, nodeCount: number): Promise<readonly Talker[]> {
  const nodes = await startNodes(databaseUrl, nodeCount);
  try {
    const starting = Array.from({ length: TALKERS }, (_, i) =>
      startTalker(nodes, `t${i}`, SENDERS),
    );
    const talkers = await Promise.all(starting);
    for (let i = 0; i < KILLS; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, randomInt(50, 600)));
      await nodes.killOne();
    }
    await Promise.all(talkers.map((talker) => talker.finish()));
    for (const talker of talkers) await checkTalker(talker);
    return talkers;
  } finally {
    nodes.stop();
  }
}

async function checkTalker(talker: Talker): Promise<void> {
  const { acknowledged } = talker;
  let all: readonly Seen[] = [];
  await until(async () => {
    all = await talker.transcript();
    return all.length >= acknowledged.length * 2;
  }, 20_000);
  const echoes = all.filter((a) => a.from.role === 'user');
  const answers = all.filter((a) => a.from.role === 'bot').map((a) => a.text);
  // None lost, none doubled.
  expect(echoes.map((a) => a.channelData.clientActivityID).toSorted()).to.deep.equal(
    acknowledged.toSorted(),
  );
  // No gap in the seq.
  expect(all.map((a) => a.channelData['webchat:sequence-id'])).to.deep.equal(
    all.map((_, i) => i + 1),
  );
  // Each answered once and in order; the count of turns, which is dialog state, moved once for each.
  expect(answers).to.deep.equal(echoes.map((a, i) => `echo: ${i + 1} ${a.text}`));
  // The socket, cut with every kill, showed each once and in order.
  await until(() => talker.watched.length >= all.length);
  expect(talker.watched.map((a) => a.id)).to.deep.equal(all.map((a) => a.id));
  talker.stopWatching();
}

describe('kill -9 under load', function () {
  this.timeout(240_000);

  it('loses and doubles nothing on SQLite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'resolve-edge-kill-'));
    const talkers = await killUnderLoad(`sqlite:${join(folder, 'kill.db')}`, 1);
    expect(talkers.every((talker) => talker.acknowledged.length > 0)).to.equal(true);
    await rm(folder, { recursive: true, force: true });
  });

  it('loses and doubles nothing on PostgreSQL with two nodes, one of them killed', async () => {
    const talkers = await killUnderLoad(await freshPostgres(), 2);
    expect(talkers.every((talker) => talker.acknowledged.length > 0)).to.equal(true);
  });
});
