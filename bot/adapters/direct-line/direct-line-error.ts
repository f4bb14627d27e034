import type { ServerResponse } from 'node:http';
import { answerJson, Problem } from '../../http/problem.ts';

/** The protocol's own codes; clients look at the status, people at these. */
type Code =
  | 'BadArgument'
  | 'MissingProperty'
  | 'TokenExpired'
  | 'ConversationNotFound'
  | 'NotFound'
  | 'MessageSizeTooBig'
  | 'TooManyRequests'
  | 'ServiceError';

export function directLineError(
  status: number,
  code: Code,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  return new Problem(status, code, message, headers);
}

export const conversationNotFound = () =>
  directLineError(404, 'ConversationNotFound', 'Conversation not found');
export const badArgument = (message: string) => directLineError(400, 'BadArgument', message);
/** The queue of the conversation is full: the client may try again in a second. */
export const queueFull = () =>
  directLineError(429, 'TooManyRequests', 'Too many messages wait for an answer', {
    'Retry-After': '1',
  });

/** What the common HTTP edge refuses, in the protocol's words. */
const BY_STATUS: Readonly<Record<number, Code>> = {
  400: 'BadArgument',
  404: 'NotFound',
  413: 'MessageSizeTooBig',
  415: 'BadArgument',
  429: 'TooManyRequests',
};

/** `{error: {code, message}}`, as the real service answers. */
export function answerDirectLineError(res: ServerResponse, problem: Problem): void {
  const own = /^[A-Z]/.test(problem.code);
  const code = own ? problem.code : (BY_STATUS[problem.status] ?? 'ServiceError');
  answerJson(res, problem.status, { error: { code, message: problem.message } }, problem.headers);
}
