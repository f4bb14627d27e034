/** Where Azure Bot Service has its channels; a dot at the beginning takes every subdomain. */
const PUBLIC_HOSTS = ['smba.trafficmanager.net', '.botframework.com'];
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/**
 * True if the bot's token may be sent to this address: https on a channel's own host, `extraHosts` included (a
 * government cloud). `loopback` adds http to this very machine, for the Playground. The SDK's own check says always yes.
 */
export function isTrustedServiceUrl(
  text: string,
  options: { readonly extraHosts?: readonly string[]; readonly loopback: boolean },
): boolean {
  const url = parsed(text);
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  if (options.loopback && LOOPBACK_HOSTS.includes(url.hostname))
    return url.protocol === 'http:' || url.protocol === 'https:';
  const hosts = connectorHosts(options.extraHosts);
  return url.protocol === 'https:' && url.port === '' && hosts.some((host) => isIn(url, host));
}

/** Where the connector is, and the files that it keeps for the channels that have no place of their own for them. */
export const connectorHosts = (extraHosts: readonly string[] = []): readonly string[] => [
  ...PUBLIC_HOSTS,
  ...extraHosts,
];

function isIn({ hostname }: URL, host: string): boolean {
  return host.startsWith('.') ? hostname.endsWith(host) : hostname === host;
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined; // Not an address, so not a trusted one.
  }
}
