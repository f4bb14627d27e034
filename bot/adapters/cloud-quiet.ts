import { AsyncLocalStorage } from 'node:async_hooks';

const inSdk = new AsyncLocalStorage<true>();
const METHODS = ['debug', 'error', 'info', 'log', 'warn'] as const;
let isInstalled = false;

/** Runs `work` without what the SDK prints of tokens and keys; we log its errors ourselves, without them. */
export function quietly<T>(work: () => Promise<T>): Promise<T> {
  install();
  return inSdk.run(true, work);
}

/** What `work` calls of ours may print again. */
export function aloud<T>(work: () => Promise<T>): Promise<T> {
  return inSdk.exit(work);
}

/** Once in a process, since there is one console. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const { console } = globalThis;
  for (const method of METHODS) {
    const print = console[method];
    console[method] = (...args: unknown[]) => {
      if (inSdk.getStore() === undefined) print.apply(console, args);
    };
  }
}
