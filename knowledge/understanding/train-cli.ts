import { loadUnderstanding, ownRoot } from './load-understanding.ts';

/** `npm run train`: learns from `../intents/en.yaml` if it or the code has changed, so that no start has to. */
const from = performance.now();
await loadUnderstanding(ownRoot);
process.stdout.write(`understanding is ready after ${Math.round(performance.now() - from)} ms\n`);
