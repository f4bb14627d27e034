import type { Json, Settings } from '../ports.ts';
import { insert, row } from './sql.ts';

const get: Settings['get'] = async (tx, key) => {
  const found = await row<{ readonly value: string }>(
    tx,
    'select value from settings where key = ?',
    [key],
  );
  return found && (JSON.parse(found.value) as Json);
};

const set: Settings['set'] = async (tx, key, value) => {
  await insert(
    tx,
    'settings',
    [{ key, value: JSON.stringify(value) }],
    'on conflict (key) do update set value = excluded.value',
  );
};

export const settings: Settings = { get, set };
