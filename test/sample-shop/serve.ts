import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { signJwt } from '../../bot/http/jwt.ts';

/** An order of the shop's buyer, as the shop itself knows it. */
export interface ShopOrder {
  readonly id: string;
  readonly title: string;
  readonly sent: string;
}

export interface SampleShop {
  readonly origin: string;
  close(): void;
}

interface Options {
  /** Where the bot is. A function: the bot wants to know the shop's origin first. */
  readonly chat: () => string;
  /** CHAT_JWT_SECRET. */
  readonly secret: string;
  readonly buyerId: string;
  readonly orders: readonly ShopOrder[];
  /** What the shop's policy says of frames and scripts; the bot's origin by default. */
  readonly trusted?: () => string;
}

const minutes = 60;
const file = (name: string) => readFileSync(join(import.meta.dirname, name));
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A small shop on an origin of its own, with the strictest policy that the README names: a list of its orders, a page
 * for each, and a page for who is not signed in. It signs its buyer's tokens itself, as a shop's server does.
 */
export async function serveSampleShop(options: Options): Promise<SampleShop> {
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://shop').pathname;
    const order = options.orders.find(({ id }) => path === `/orders/${id}`);
    if (path.startsWith('/shop.')) return asset(res, path.slice(1));
    if (path === '/orders') return page(res, options, listOf(options), tokenOf(options));
    if (order) return page(res, options, orderPage(order), tokenOf(options, order.id));
    return page(res, options, front);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // Another site than the bot's 127.0.0.1: browsers part its storage, as they do with real shops.
  return { origin: `http://localhost:${port}`, close: () => void server.close() };
}

/** On the server, never in the page: the page could name another buyer, or an order that is not theirs. */
function tokenOf({ secret, buyerId }: Options, order?: string): string {
  const exp = Math.floor(Date.now() / 1000) + 30 * minutes;
  return signJwt({ sub: buyerId, exp, ...(order ? { order } : {}) }, secret);
}

const types: Readonly<Record<string, string>> = {
  'shop.css': 'text/css',
  'shop.js': 'text/javascript',
};

function asset(res: ServerResponse, name: string): void {
  const type = types[name];
  // In the bot's process restify's writeHead answers nothing, so no chaining.
  res.writeHead(type ? 200 : 404, type ? { 'Content-Type': type } : {});
  res.end(type ? file(name) : '');
}

function page(res: ServerResponse, options: Options, main: string, token?: string): void {
  const trusted = options.trusted?.() ?? options.chat();
  res.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'self' ${trusted}`,
      `frame-src ${trusted}`,
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
  });
  res.end(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>North Trail Outdoor</title>
<link rel="stylesheet" href="/shop.css">
</head>
<body>
<header><a href="/">North Trail Outdoor</a> <nav><a href="/orders">My orders</a></nav></header>
<main>${main}</main>
<script src="/shop.js" defer></script>
<script src="${options.chat()}/embed.js"${token ? ` data-token="${token}"` : ''} defer></script>
</body>
</html>`);
}

const front = `<h1>For the way up</h1>
<ul class="goods"><li>Trekking backpack 40 L</li><li>Two-person tent</li><li>Head lamp</li></ul>`;

const listOf = (options: Options): string => `<h1>My orders</h1>
<ul class="orders">${options.orders
  .map(
    ({ id, title, sent }) => `<li>
<a href="/orders/${id}">${escaped(title)}</a> <small>${id}, ${escaped(sent)}</small>
<a class="ask" data-resolve-chat href="${options.chat()}/chat#token=${tokenOf(options, id)}">Ask about this order</a>
</li>`,
  )
  .join('\n')}</ul>`;

const orderPage = ({ id, title, sent }: ShopOrder): string => `<h1>${escaped(title)}</h1>
<p>Order ${id}, ${escaped(sent)}.</p>
<p>You have Buyer Protection for this order. If something is wrong with it, ask for help here.</p>`;
