import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Everything that is not the public internet: private, shared, link-local (cloud metadata), reserved, multicast. */
const closed = blockListOf(
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ' +
    '::/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 fc00::/7 fe80::/10 ff00::/8',
);
const loopback = blockListOf('127.0.0.0/8 ::1/128');

/** True if what others name may be called at this address: a webhook, a file. An IPv6 address that holds an IPv4 one is judged by that one. */
export function isOpenAddress(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0 || closed.check(address, family)) return false;
  return allowLoopback || !loopback.check(address, family);
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A name is resolved once, judged and connected to in one go, so that it can't point elsewhere in between. One closed
 * address among several refuses them all.
 */
export const guardedLookup =
  (allowLoopback: boolean, resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? closedAddress(hostname), '', 0);
      const open = addresses.every(({ address }) => isOpenAddress(address, allowLoopback));
      if (!open) return callback(closedAddress(hostname), '', 0);
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

/**
 * Throws, at start, on an address that no webhook may ever go to: no web address, with a password in it, without TLS
 * (but to this machine in a demo), or an IP address that is not open.
 */
export function checkWebhookUrl(
  text: string,
  allowLoopback: boolean,
  variable = 'WEBHOOK_URL',
): URL {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const here = allowLoopback && (host === 'localhost' || isLoopback(host));
  if (url.username || url.password) throw new Error(`${variable} has a user or a password in it`);
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:'))
    throw new Error(`${variable} is not https`);
  if (isIP(host) !== 0 && !isOpenAddress(host, allowLoopback)) throw closedAddress(host);
  return url;
}

const isLoopback = (host: string): boolean =>
  isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');

const closedAddress = (host: string) =>
  new Error(`${host} is a private or reserved address: we do not call it`);

function blockListOf(ranges: string): BlockList {
  const list = new BlockList();
  for (const range of ranges.split(' ')) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), net.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
