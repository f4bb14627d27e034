import type { Request, Response, Server } from 'restify';

const HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'Access-Control-Max-Age': '86400',
};

/** For chat pages on another site's origin. In `pre`: restify answers OPTIONS with 405 before any route. */
export function mountCors(server: Server, allowedOrigins: ReadonlySet<string>): void {
  server.pre((req: Request, res: Response, next) => {
    const { origin } = req.headers;
    if (!origin || !allowedOrigins.has(origin) || !req.url?.startsWith('/v3/directline/')) {
      return next();
    }
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Vary', 'Origin');
    if (req.method !== 'OPTIONS') return next();
    res.writeHead(204, HEADERS);
    res.end();
    return next(false);
  });
}
