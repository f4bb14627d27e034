/** Items in one transaction; it must not keep a turn waiting for long. */
const MOST = 64;

interface Waiting<Item, Done> {
  readonly item: Item;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs one transaction at a time and puts all that arrived meanwhile into the next: one fsync for all of them, and a
 * turn that waits for the same connection comes next instead of last. If they can't be stored together, each is alone.
 */
export function shareTransactions<Item, Done>(
  alone: (item: Item) => Promise<Done>,
  together: (items: readonly Item[]) => Promise<readonly Done[]>,
): (item: Item) => Promise<Done> {
  const waiting: Waiting<Item, Done>[] = [];
  let running = false;

  const runAll = async () => {
    running = true;
    while (waiting.length > 0) await settle(waiting.splice(0, MOST));
    running = false;
  };
  const settle = async (batch: readonly Waiting<Item, Done>[]) => {
    const done = batch.length > 1 ? await tryTogether(batch) : undefined;
    for (const [index, { item, resolve, reject }] of batch.entries()) {
      const result = done?.[index];
      if (result !== undefined) resolve(result);
      else await alone(item).then(resolve, reject);
    }
  };
  const tryTogether = (batch: readonly Waiting<Item, Done>[]) =>
    // Whatever went wrong goes wrong again alone, and is told to the one whom it concerns.
    together(batch.map(({ item }) => item)).catch(() => undefined);

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void runAll();
    });
}
