import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Addresses and CIDRs as one list; undefined if one of them is neither. */
export function addressList(entries: readonly string[]): BlockList | undefined {
  const found = new BlockList();
  for (const entry of entries) {
    const [address = '', bits, more] = entry.split('/');
    const version = isIP(address);
    const most = version === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (version === 0 || more !== undefined || prefix < 0 || prefix > most) return undefined;
    found.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  }
  return found;
}

/**
 * Who is asking: the peer, or, where that is one of our proxies, the last hop of X-Forwarded-For that is none of them.
 * Whatever stands further left was written by the client and counts for nothing.
 */
export function createAddressOf(proxies: readonly string[]): (req: IncomingMessage) => string {
  const ours = addressList(proxies) ?? new BlockList();
  const isOurs = (address: string) => ours.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (req) => {
    let known = plain(req.socket.remoteAddress ?? '');
    const header = req.headers['x-forwarded-for'];
    const hops = [header ?? []].flat().join(',').split(',').map(plain);
    while (isIP(known) !== 0 && isOurs(known)) {
      const next = hops.pop();
      // A proxy that says nothing of use: then it is all we know.
      if (next === undefined || isIP(next) === 0) return known;
      known = next;
    }
    return known;
  };
}

/** Without the port that some proxies add, the brackets, and the wrapping of an IPv4 address in an IPv6 one. */
function plain(hop: string): string {
  const text = hop.trim().toLowerCase();
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  return bare.replace(/^::ffff:(?=\d+\.)/, '');
}
