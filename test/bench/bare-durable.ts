/**
 * A bare durable turn: HTTP, one HMAC, ONE transaction of eight statements on SQLite WAL + FULL through knex
 * (reliability.md F10). It is what any bot that loses nothing must at least do. Prints its port.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex from 'knex';

const db = knex({
  client: 'sqlite3',
  connection: { filename: join(mkdtempSync(join(tmpdir(), 'resolve-bench-')), 'bare.db') },
  useNullAsDefault: true,
  pool: { min: 1, max: 1 },
});
await db.raw('PRAGMA journal_mode=WAL');
await db.raw('PRAGMA synchronous=FULL');
await db.schema.createTable('conversations', (t) => {
  t.string('id').primary();
  t.integer('seq').notNullable();
  t.text('state').notNullable();
});
await db.schema.createTable('inbox', (t) => {
  t.increments('id');
  t.string('conversation').notNullable();
  t.string('key').notNullable().unique();
  t.text('body').notNullable();
  t.boolean('done').notNullable();
});
await db.schema.createTable('messages', (t) => {
  t.string('conversation').notNullable();
  t.integer('seq').notNullable();
  t.text('body').notNullable();
  t.primary(['conversation', 'seq']);
});

let key = 0;
async function turn(conversation: string, body: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx('conversations')
      .insert({ id: conversation, seq: 0, state: '{}' })
      .onConflict('id')
      .ignore();
    await tx('inbox').insert({ conversation, key: String(key++), body, done: false });
    const row = await tx('inbox').where({ conversation, done: false }).orderBy('id').first();
    const [kept] = await tx('conversations')
      .where({ id: conversation })
      .increment('seq', 2)
      .returning('seq');
    await tx('messages').insert({ conversation, seq: kept.seq - 1, body });
    await tx('messages').insert({ conversation, seq: kept.seq, body });
    await tx('conversations')
      .where({ id: conversation })
      .update({ state: JSON.stringify({ last: body }) });
    await tx('inbox').where({ id: row.id }).update({ done: true });
    return kept.seq;
  });
}

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', async () => {
    const body = Buffer.concat(chunks).toString();
    createHmac('sha256', 'key')
      .update(req.headers.authorization ?? '')
      .digest();
    const seq = await turn(req.url ?? '', body);
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ seq }));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
