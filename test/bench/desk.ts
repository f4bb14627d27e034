/**
 * `npm run bench:desk [SECONDS]`: 20 open consoles and 200 conversations with an agent, buyers and agents writing at
 * once. How long until a buyer's message is at the consoles and an agent's at the buyer, and the memory it takes. SQLite
 * at synchronous=FULL, one server; consoles fetch what the console's page fetches.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../services/store/open-store.ts';
import { type Seat, takeSeat } from './desk-person.ts';
import { openLoop, percentile, usage } from './load.ts';
import { startChats } from './product.ts';
import { startProduct, stopProduct } from './start.ts';

const seconds = Number(process.argv[2] ?? 10);
const CONSOLES = 20;
const CONVERSATIONS = 200;
/** Of each side, in a second: everybody writes every twenty seconds. */
const RATE = CONVERSATIONS / 20;
const SECRET = 'b'.repeat(32);
const PEOPLE = ['agnes', 'ben', 'clara', 'dora'];
const data = mkdtempSync(join(tmpdir(), 'resolve-desk-'));

const say = (line: string) => process.stdout.write(`${line}\n`);
const times = (all: readonly number[]) =>
  [50, 95, 99].map((p) => `p${p} ${percentile(all, p).toFixed(1).padStart(6)}`).join('  ');

/** The case of each conversation, by lane. */
async function casesOf(ids: readonly string[]): Promise<readonly string[]> {
  const store = await openStore(`sqlite:${join(data, 'bench.db')}`);
  const found = await store.run(async (tx) => {
    const all: string[] = [];
    for (const id of ids) all.push((await store.desk.handoffs.liveOf(tx, id))?.id ?? '');
    return all;
  });
  await store.close();
  return found;
}

const server = await startProduct(data, { DIRECT_LINE_SECRET: SECRET });
try {
  const base = `http://127.0.0.1:${server.port}`;
  const pid = server.process.pid ?? 0;
  // Each of a buyer of its own: a case follows its buyer into the newest chat.
  const chats = await startChats(base, SECRET, CONVERSATIONS, (n) => `dl_buyer-${n}`);
  for (let lane = 0; lane < CONVERSATIONS; lane += 1) await chats.say(lane, 'a person please');
  const cases = await casesOf(chats.ids);
  const seats: Seat[] = [];
  for (let n = 0; n < CONSOLES; n += 1)
    seats.push(await takeSeat(base, PEOPLE[n % PEOPLE.length] ?? ''));
  const seatOf = (lane: number) => seats[lane % CONSOLES] as Seat;
  for (const [lane, id] of cases.entries()) await seatOf(lane).claim(id);

  const sentAt = new Map<string, number>();
  const toConsoles: number[] = [];
  for (const [n, seat] of seats.entries())
    await seat.open(cases[n] ?? '', (conversationId, from) => {
      const at = sentAt.get(conversationId);
      if (from === 'buyer' && at !== undefined) toConsoles.push(performance.now() - at);
    });
  say(
    `${CONSOLES} consoles, ${CONVERSATIONS} conversations: ${usage(pid).megabytes.toFixed(0)} MB`,
  );
  const cpu = usage(pid).cpuMs;
  const [buyers, agents] = await Promise.all([
    openLoop(RATE, seconds, async (n) => {
      const lane = n % (CONVERSATIONS / 2);
      sentAt.set(chats.ids[lane] ?? '', performance.now());
      await chats.tell(lane, `buyer ${n}`);
    }),
    openLoop(RATE, seconds, async (n) => {
      const lane = CONVERSATIONS / 2 + (n % (CONVERSATIONS / 2));
      const heard = chats.hears(lane);
      await Promise.all([seatOf(lane).say(cases[lane] ?? '', `agent ${n}`), heard]);
    }),
  ]);
  const fetches = seats.reduce((sum, seat) => sum + seat.fetches, 0);
  say(`  a buyer's message is stored           ${times(buyers.times)} ms`);
  say(`  and told to an open console           ${times(toConsoles)} ms (${toConsoles.length})`);
  say(`  an agent's message is at the buyer    ${times(agents.times)} ms`);
  say(
    `  ${(fetches / agents.seconds).toFixed(0)} fetches of lists and lines a second, ` +
      `${((usage(pid).cpuMs - cpu) / agents.seconds / 10).toFixed(0)} % of a core, ${usage(pid).megabytes.toFixed(0)} MB`,
  );
  for (const seat of seats) seat.leave();
  chats.close();
} finally {
  await stopProduct(server);
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
