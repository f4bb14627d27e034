import { once } from 'node:events';
import { openStore } from '../../services/store/open-store.ts';

/** Run by transactions.test.ts as a process of its own: `count-in-a-process.ts <url> <times>`. */
const [url = '', times = '0'] = process.argv.slice(2);
const store = await openStore(url);
process.send?.('ready');
await once(process, 'message');
for (let n = 0; n < Number(times); n += 1)
  await store.run(async (tx) => {
    // On SQLite the read comes first on purpose; PostgreSQL needs a locked row, as a conversation is.
    if (url.startsWith('postgres')) await store.settings.set(tx, 'lock', n);
    const before = Number(await store.settings.get(tx, 'counter'));
    await store.settings.set(tx, 'counter', before + 1);
  });
await store.close();
process.disconnect();
