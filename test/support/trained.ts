import { join } from 'node:path';
import { loadUnderstanding } from '../../knowledge/understanding/load-understanding.ts';

/** Learning takes seconds after an edit of the examples: before the tests, where no test's time limit counts. */
export async function mochaGlobalSetup(): Promise<void> {
  await loadUnderstanding(join(import.meta.dirname, '../../knowledge'));
}
