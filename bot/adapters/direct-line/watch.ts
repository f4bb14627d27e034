import type { Logger } from 'pino';
import type { Store } from '../../../services/ports.ts';

export interface Watcher {
  /** The last seq that it has sent. */
  readonly cursor: () => number;
  /** There is more in the store. */
  readonly behind: () => void;
  /** The conversation is no longer there: the demo was reset. */
  readonly gone: () => void;
}

export interface Watch {
  /** Answers how to stop watching. */
  add(conversationId: string, watcher: Watcher): () => void;
}

/** Ids in one statement: SQLite takes 32,766 parameters, PostgreSQL 65,535. */
const IDS_AT_ONCE = 1_000;

/**
 * One look every `everyMs` for ALL open sockets of this process, at what another process has stored (a second node, the
 * command line). A look for each socket cost three statements a second each: 400 quiet chats halved the turns of SQLite.
 */
export function createWatch(deps: {
  readonly store: Store;
  readonly log: Logger;
  readonly everyMs: number;
}): Watch {
  const watchers = new Map<string, Set<Watcher>>();
  let planned = false;

  const lookSoon = () => {
    if (planned) return;
    planned = true;
    setTimeout(() => {
      void look(deps, watchers)
        .catch((error) => deps.log.error({ err: error }, 'the sockets could not look'))
        .finally(() => {
          planned = false;
          if (watchers.size > 0) lookSoon();
        });
    }, deps.everyMs);
  };
  return {
    add(conversationId, watcher) {
      const all = watchers.get(conversationId) ?? new Set();
      watchers.set(conversationId, all.add(watcher));
      lookSoon();
      return () => {
        all.delete(watcher);
        if (all.size === 0 && watchers.get(conversationId) === all) watchers.delete(conversationId);
      };
    },
  };
}

async function look(
  { store }: { readonly store: Store },
  watchers: ReadonlyMap<string, ReadonlySet<Watcher>>,
): Promise<void> {
  const ids = [...watchers.keys()];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const some = ids.slice(from, from + IDS_AT_ONCE);
    const seqs = await store.run((tx) => store.conversations.lastSeqs(tx, some));
    for (const id of some)
      for (const watcher of watchers.get(id) ?? []) tell(watcher, seqs.get(id));
  }
}

function tell(watcher: Watcher, lastSeq: number | undefined): void {
  if (lastSeq === undefined) watcher.gone();
  else if (lastSeq > watcher.cursor()) watcher.behind();
}
