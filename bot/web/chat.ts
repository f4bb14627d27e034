import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import { route } from '../http/server.ts';
import type { Assets } from './assets.ts';
import { answerPage, contentSecurityPolicy, newNonce, sentToOurName } from './page.ts';
import { viewOf } from './views.ts';

export interface ChatPageDeps {
  readonly assets: Assets;
  readonly log: Logger;
  /** Where the browser reaches us; the WebSocket's address starts with it. A function: a test learns its port late. */
  readonly baseUrl: () => string;
  /** EMBED_ORIGINS: shops that may show the chat in a frame. */
  readonly embedOrigins: readonly string[];
  readonly botName: string;
  readonly rulebook: Rulebook;
  /** A demo can be reset under an open chat. */
  readonly demo?: boolean;
}

interface ChatView {
  readonly name: string;
  readonly nonce: string;
  readonly config: string;
  readonly assets: Readonly<Record<'base' | 'style' | 'icon' | 'script' | 'webChat', string>>;
}

/** `GET /chat`: Web Chat on our own Direct Line, also inside a frame of a shop. */
export function mountChat(server: Server, deps: ChatPageDeps): void {
  const view = viewOf<ChatView>('chat');
  const assets = {
    base: deps.assets.url('base.css'),
    style: deps.assets.url('chat.css'),
    icon: deps.assets.url('icon.svg'),
    script: deps.assets.url('chat.js'),
    webChat: deps.assets.url('webchat.js'),
  };
  const { openingFiles, evidenceFiles } = deps.rulebook.rules;
  const accept = [...new Set([...openingFiles.value, ...evidenceFiles.value])].join(',');
  server.get(
    '/chat',
    route(deps.log, async (req, res) => {
      if (sentToOurName(req, res, deps.baseUrl())) return;
      const nonce = newNonce();
      const parents = [new URL(deps.baseUrl()).origin, ...deps.embedOrigins];
      const config = JSON.stringify({ nonce, accept, parents, demo: deps.demo ?? false });
      answerPage(res, view({ name: deps.botName, nonce, config, assets }), {
        'Content-Security-Policy': contentSecurityPolicy({
          nonce,
          parents: deps.embedOrigins,
          connect: [deps.baseUrl().replace(/^http/, 'ws')],
        }),
      });
    }),
  );
}
