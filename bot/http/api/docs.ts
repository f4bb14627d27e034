import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { z } from 'zod';
import type { Clock, Store } from '../../../services/ports.ts';
import type { Assets } from '../../web/assets.ts';
import { answerPage } from '../../web/page.ts';
import { viewOf } from '../../web/views.ts';
import { answerJson } from '../problem.ts';
import { route } from '../server.ts';
import { type Shape, shapesOf } from './docs-members.ts';
import type { Endpoint } from './endpoint.ts';
import { basePath, endpoints } from './endpoints.ts';
import { type Example, exampleOf, findExamples } from './examples.ts';
import { answerName, hasBody, openApi, requestName, schemasOf, templated } from './openapi.ts';

export interface DocsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly assets: Pick<Assets, 'url'>;
  readonly baseUrl: () => string;
  /** Of the demo alone: written into the examples. */
  readonly demoKey?: string;
}

const policy = [
  ...["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ...["style-src 'self'", "img-src 'self'"],
].join('; ');

/** `GET /docs` and `GET /api/v1/openapi.json`: both made of the list of routes. */
export function mountDocs(server: Server, deps: DocsDeps): void {
  const page = viewOf<object>('api-docs');
  const fixed = { assets: assetsOf(deps), schemas: schemaViews(), key: deps.demoKey ?? '' };
  const openApiRoute = async (_req: Request, res: Response) =>
    answerJson(res, 200, openApi(deps.baseUrl()));
  const docsRoute = async (_req: Request, res: Response) => {
    const found = await deps.store.run((tx) => findExamples({ store: deps.store, tx }));
    const now = deps.clock.now();
    const routes = endpoints.map((one) => routeView(one, exampleOf(one, found, now), deps));
    const url = deps.baseUrl();
    answerPage(res, page({ ...fixed, url, routes }), { 'Content-Security-Policy': policy });
  };
  server.get(`${basePath}/openapi.json`, route(deps.log, openApiRoute));
  server.get('/docs', route(deps.log, docsRoute));
}

const assetsOf = ({ assets }: DocsDeps) => ({
  base: assets.url('base.css'),
  style: assets.url('docs.css'),
  icon: assets.url('icon.svg'),
});

const schemas = schemasOf() as Readonly<Record<string, z.core.JSONSchema.BaseSchema>>;

/** The shapes of what comes back, each in a section of its own that the routes link to. */
function schemaViews(): readonly { readonly name: string; readonly shapes: readonly Shape[] }[] {
  const bodies = new Set(endpoints.filter(hasBody).map(requestName));
  return Object.entries(schemas)
    .filter(([name]) => !bodies.has(name))
    .map(([name, schema]) => ({ name, shapes: shapesOf(schema) }));
}

function routeView(endpoint: Endpoint, example: Example, deps: DocsDeps) {
  const { name, method, path, summary, scope } = endpoint;
  const body = hasBody(endpoint) ? schemas[requestName(endpoint)] : undefined;
  return {
    ...{ name, summary, scope, method: method.toUpperCase(), path: basePath + templated(path) },
    shapes: body ? shapesOf(body) : [],
    query: shapesOf(queryOf(endpoint))[0]?.members ?? [],
    answer: endpoint.isPicture ? '' : answerName(endpoint),
    works: example.works,
    curl: curlOf(endpoint, example, deps),
  };
}

const queryOf = ({ query }: Endpoint) => query.toJSONSchema({ io: 'input' });

/** One line for each option; the body in single quotes, so without any inside. */
function curlOf(
  { method, name }: Endpoint,
  { path, body }: Example,
  { baseUrl, demoKey }: DocsDeps,
): string {
  const lines = [
    `curl -sS ${method === 'put' ? '-X PUT ' : ''}'${baseUrl()}${path}'`,
    `-H 'Authorization: Bearer ${demoKey ?? 'YOUR_KEY'}'`,
    ...(method === 'post' ? [`-H 'Idempotency-Key: ${name}-1'`] : []),
    ...(body
      ? ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body, null, 2)}'`]
      : []),
  ];
  return lines.join(' \\\n  ');
}
