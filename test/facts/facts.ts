import type { Fact } from './fact.ts';
import { openingFacts } from './facts-1-3.ts';
import { runningFacts } from './facts-4-7.ts';
import { endFacts } from './facts-8-11.ts';

/** Every fact of the help page. */
export const facts: readonly Fact[] = [...openingFacts, ...runningFacts, ...endFacts];
