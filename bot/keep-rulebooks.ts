import { createRulebook } from '../services/domain/rulebook.ts';
import type { Rulebooks, Store } from '../services/ports.ts';
import type { Config } from './config.ts';

/** The rulebook in force, kept for good, and all that disputes still pin. `of` throws on one that was never kept. */
export async function keepRulebooks(
  store: Store,
  { policyZone, holidays }: Pick<Config, 'policyZone' | 'holidays'>,
): Promise<Rulebooks> {
  const current = createRulebook({ policyZone, holidays });
  const kept = await store.run(async (tx) => {
    await store.rulebooks.keep(tx, current);
    return store.rulebooks.all(tx);
  });
  const byVersion = new Map(kept.map((rulebook) => [rulebook.version, rulebook]));
  return {
    current,
    of(version) {
      const rulebook = byVersion.get(version);
      if (!rulebook) throw new Error(`No rulebook ${version} is kept`);
      return rulebook;
    },
  };
}
