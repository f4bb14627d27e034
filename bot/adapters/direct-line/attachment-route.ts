import type { Server } from 'restify';
import { notFound } from '../../http/problem.ts';
import { queryOf, route } from '../../http/server.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError } from './direct-line-error.ts';

/**
 * An `<img>` sends no header, so the address itself is the key: signed, bound to the conversation, expiring. Only the
 * copy that we encoded ourselves is served, and never as a page.
 */
export function mountAttachments(server: Server, deps: DirectLineDeps): void {
  server.get(
    '/v3/directline/attachments/:upload',
    route(
      deps.log,
      async (req, res) => {
        const uploadId = String(req.params.upload);
        const conversationId = deps.tokens.readFile(queryOf(req, 't') ?? '', uploadId);
        const file = conversationId && (await deps.readUpload(uploadId, conversationId));
        if (!file) throw notFound();
        res.writeHead(200, {
          'Content-Type': file.contentType,
          'Content-Length': file.bytes.byteLength,
          'Content-Disposition': 'inline',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          // The address is the key; Teams and web mail show it in pages of theirs.
          'Cross-Origin-Resource-Policy': 'cross-origin',
          'Cache-Control': 'private, max-age=3600',
        });
        res.end(Buffer.from(file.bytes));
      },
      answerDirectLineError,
    ),
  );
}
