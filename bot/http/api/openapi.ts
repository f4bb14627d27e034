import { z } from 'zod';
import type { JsonObject } from '../../../services/ports.ts';
import { problemOutput } from './api-problem.ts';
import { disputeOutput, eventOutput } from './dispute-schema.ts';
import { type Endpoint, noBody } from './endpoint.ts';
import { basePath, endpoints } from './endpoints.ts';
import { orderInput, orderOutput } from './order-schema.ts';

/** OpenAPI 3.1, made of the very schemas that read the requests. */
export function openApi(server: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const endpoint of endpoints) {
    const path = basePath + templated(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Resolve, marketplace API',
      version: '1',
      description:
        'Orders come in by PUT, what the parties decide by POST; what follows leaves as webhooks. ' +
        'Times are ISO 8601 UTC, amounts decimal strings. Unknown members are refused.',
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: schemasOf(),
    },
  };
}

/** `:id` as `{id}`. */
export const templated = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

const named = new Map<z.ZodType, string>([
  [problemOutput, 'Problem'],
  [orderInput, 'Order'],
  [orderOutput, 'OrderView'],
  [disputeOutput, 'Dispute'],
  [eventOutput, 'Event'],
]);

const nameOf = (schema: z.ZodType, otherwise: string): string => named.get(schema) ?? otherwise;
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
export const requestName = ({ name, body }: Endpoint) => nameOf(body, `${capital(name)}Request`);
export const answerName = ({ name, answer }: Endpoint) => nameOf(answer, `${capital(name)}Answer`);
export const hasBody = ({ body }: Endpoint) => body !== noBody;

const refTo = (name: string): string => `#/components/schemas/${name}`;

export function schemasOf(): JsonObject {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of named) registry.add(schema, { id });
  for (const endpoint of endpoints) {
    if (hasBody(endpoint)) registry.add(endpoint.body, { id: requestName(endpoint) });
    if (!endpoint.isPicture) registry.add(endpoint.answer, { id: answerName(endpoint) });
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: refTo, override: plainer });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _dialect, $id: _address, ...rest } = schema;
      return [name, rest as JsonObject];
    }),
  );
}

/** What `format` says already need not be said again in 300 characters of pattern. */
function plainer({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}

function operationOf(endpoint: Endpoint): JsonObject {
  const { name, summary, scope, method } = endpoint;
  return {
    operationId: name,
    summary,
    description: `For a key with the scope "${scope}".`,
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(method === 'post' ? [idempotencyKey] : []),
    ],
    ...(hasBody(endpoint) && {
      requestBody: {
        required: true,
        content: { 'application/json': refIn(requestName(endpoint)) },
      },
    }),
    responses: responsesOf(endpoint),
  };
}

const idempotencyKey: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Same key and body: same answer. Same key, another body: 409. Kept for 30 days.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

const refIn = (name: string): JsonObject => ({ schema: { $ref: refTo(name) } });

function parametersOf(object: z.ZodObject, place: 'path' | 'query'): readonly JsonObject[] {
  const { properties = {}, required = [] } = z.toJSONSchema(object, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: place, required: required.includes(name) },
    schema: schema as JsonObject,
  }));
}

const problems: Readonly<Record<string, string>> = {
  400: 'The request is wrong: `errors` has the path of every field',
  401: 'No key, or an unknown one',
  403: 'The key lacks the scope',
  404: 'There is no such thing',
  409: 'The rules say no: `refusals` has every rule, with its dates; or the key was used before',
  413: 'The body is too large',
  415: 'The body is not application/json, or compressed',
  422: 'Well-formed, and still not possible: `errors` or `refusals`',
};

const picture: JsonObject = { schema: { type: 'string', format: 'binary' } };

function responsesOf(endpoint: Endpoint): JsonObject {
  const problem = { 'application/problem+json': refIn('Problem') };
  return {
    200: {
      description: 'As asked',
      content: endpoint.isPicture
        ? { 'image/jpeg': picture, 'image/png': picture }
        : { 'application/json': refIn(answerName(endpoint)) },
    },
    ...Object.fromEntries(
      Object.entries(problems).map(([status, description]) => [
        status,
        { description, content: problem },
      ]),
    ),
  };
}
