/** The value of a cookie sent once; undefined otherwise. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const values = pairs.filter((pair) => pair.startsWith(`${name}=`));
  return values.length === 1 ? values[0]?.slice(name.length + 1) : undefined;
}

/**
 * A cookie that no script reads. Over https it also works in the iframe on the shop's page (SameSite=None,
 * partitioned by the shop's site); over http, so at home, in our own pages alone.
 */
export function setCookie(cookie: {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly maxAgeSeconds: number;
  readonly https: boolean;
}): string {
  const { name, value, path, maxAgeSeconds, https } = cookie;
  const where = https ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Lax';
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; ${where}`;
}
