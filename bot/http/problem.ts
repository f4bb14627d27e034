import type { ServerResponse } from 'node:http';

/** An expected no of the HTTP edge. What is thrown as anything else becomes a bare 500. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (detail: string) => new Problem(400, 'bad_request', detail);
export const notFound = () => new Problem(404, 'not_found', 'There is nothing here.');
export const tooMany = (seconds: number) =>
  new Problem(429, 'too_many_requests', 'Too many requests: wait a little.', {
    'Retry-After': String(Math.max(1, Math.ceil(seconds))),
  });

/** RFC 9457 with our `code`; what went wrong inside is for the log alone. */
export function answerProblem(res: ServerResponse, problem: Problem): void {
  answerJson(
    res,
    problem.status,
    { title: problem.message, status: problem.status, code: problem.code },
    { 'Content-Type': 'application/problem+json', ...problem.headers },
  );
}

export function answerJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  // The client went away or the answer is out already: nobody is left to tell.
  if (res.headersSent || res.destroyed) return;
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  res.end(text);
}
