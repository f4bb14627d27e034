import type { Logger } from 'pino';
import { createHubDoor, type HubDoor } from '../../bot/handoff/hub-door.ts';
import type { Store } from '../../services/ports.ts';
import { staffDirectory } from '../../services/staff/staff-directory.ts';

/** The external hub's way in, where the buyer's channel and the words of phrases do not matter. */
export const testHub = (store: Store, log: Logger): HubDoor =>
  createHubDoor({
    ...{ log, staff: staffDirectory(store), audit: () => Promise.resolve() },
    voice: {
      typed: (_conversation, { text, agent }) => [{ type: 'message', text, from: { name: agent } }],
      line: (_tx, _conversation, { what, agent }) =>
        Promise.resolve([{ type: 'message', text: `${agent} ${what}` }]),
      picture: () => undefined,
      isPushed: () => false,
    },
  });
