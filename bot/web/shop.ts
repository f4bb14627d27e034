import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import type { Buyer } from '../../services/domain/order.ts';
import type { Context, Principal, Tx } from '../../services/ports.ts';
import { queryOf, route } from '../http/server.ts';
import type { DemoDeps } from './demo-deps.ts';
import { answerPage, contentSecurityPolicy, newNonce, sentToOurName } from './page.ts';
import { type OrderCard, orderCards } from './shop-orders.ts';
import { countryWords, momentWords } from './shop-words.ts';
import { viewOf } from './views.ts';

/** What happened, said at the top of the page. */
export interface Note {
  readonly tone: 'done' | 'refused';
  readonly words: readonly string[];
}

interface ShopView {
  readonly nonce: string;
  readonly assets: Readonly<Record<'base' | 'style' | 'orders' | 'icon' | 'script', string>>;
  readonly buyers: readonly {
    readonly id: string;
    readonly name: string;
    readonly initials: string;
    readonly place: string;
    readonly current: boolean;
  }[];
  readonly buyer: { readonly id: string; readonly name: string; readonly first: string };
  readonly token: string;
  readonly now: string;
  readonly zone: string;
  readonly orders: readonly OrderCard[];
  readonly note: Note | null;
}

export type AnswerShop = (
  req: IncomingMessage,
  res: ServerResponse,
  asked: { readonly buyerId: string | undefined; readonly note?: Note; readonly status?: number },
) => Promise<void>;

/** What the page says after a form was sent and the browser was sent back to it. */
const done: Readonly<Record<string, string>> = {
  'seller-message': 'The seller has written. The buyer reads it in the chat.',
  seller: 'The seller has answered. Ask the assistant how the dispute stands.',
  'case-manager': 'The Case Management Team has spoken. Ask the assistant how the dispute stands.',
  payments: 'The bank has reported. Ask the assistant where the refund is.',
  clock: 'The clock was moved, and everything that fell due has happened.',
  reset:
    'Orders, disputes and conversations are as they were at the start. The demo clock goes on.',
};

/** `GET /`: the demo marketplace. Mounted in demo mode alone. */
export function mountShop(server: Server, deps: DemoDeps): AnswerShop {
  const answer = shopAnswerer(deps);
  server.get(
    '/',
    route(deps.log, async (req, res) => {
      if (sentToOurName(req, res, deps.baseUrl())) return;
      const words = done[queryOf(req, 'done') ?? ''];
      await answer(req, res, {
        buyerId: queryOf(req, 'buyer'),
        ...(words ? { note: { tone: 'done', words: [words] } } : {}),
      });
    }),
  );
  return answer;
}

function shopAnswerer(deps: DemoDeps): AnswerShop {
  const view = viewOf<ShopView>('shop');
  const assets = {
    base: deps.assets.url('base.css'),
    style: deps.assets.url('shop.css'),
    orders: deps.assets.url('shop-orders.css'),
    icon: deps.assets.url('icon.svg'),
    script: deps.assets.url('shop.js'),
  };
  return async (_req, res, { buyerId, note = null, status = 200 }) => {
    const buyer = deps.buyers.find(({ id }) => id === buyerId) ?? deps.buyers[0];
    if (!buyer) throw new Error('The demo has no buyers.');
    const nonce = newNonce();
    const orders = await deps.store.run((tx) =>
      orderCards(contextOf(deps, tx, { kind: 'buyer', id: buyer.id }), deps),
    );
    const html = view({ nonce, assets, orders, note, ...peopleOf(deps, buyer) });
    const policy = contentSecurityPolicy({ nonce, frames: true, forms: true });
    answerPage(res, html, { 'Content-Security-Policy': policy }, status);
  };
}

function peopleOf(deps: DemoDeps, buyer: Buyer) {
  return {
    buyers: deps.buyers.map(({ id, name, country }) => ({
      id,
      name,
      initials: name.replace(/[^\p{Lu}]/gu, '').slice(0, 2),
      place: countryWords(country),
      current: id === buyer.id,
    })),
    buyer: { id: buyer.id, name: buyer.name, first: buyer.name.split(' ', 1)[0] ?? buyer.name },
    token: deps.signBuyer(buyer.id),
    now: momentWords(deps.clock.now(), buyer),
    zone: buyer.timeZone.replaceAll('_', ' '),
  };
}

export function contextOf(deps: DemoDeps, tx: Tx, principal: Principal): Context {
  const { store, ids, rulebooks, clock } = deps;
  return { tx, store, ids, rulebooks, principal, now: clock.now() };
}
