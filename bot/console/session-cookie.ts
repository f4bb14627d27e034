import { cookieOf } from '../http/cookie.ts';

/**
 * Over https a `__Host-` cookie: no other host of the domain can set it. Over http, which is a demo on one's own machine,
 * one without: Chromium takes Secure cookies on loopback addresses, but not every browser does.
 */
const nameFor = (https: boolean): string => (https ? '__Host-resolve_console' : 'resolve_console');

/** For as long as the browser runs; the server ends the session sooner. '' removes it. */
export function consoleCookie(token: string, https: boolean): string {
  const secure = https ? '; Secure' : '';
  const age = token === '' ? '; Max-Age=0' : '';
  return `${nameFor(https)}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}${age}`;
}

export const readConsoleCookie = (
  header: string | undefined,
  https: boolean,
): string | undefined => {
  const token = cookieOf(header, nameFor(https));
  return token === undefined || !/^[\w-]{43}$/.test(token) ? undefined : token;
};
