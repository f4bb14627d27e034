import { expect } from 'chai';
import fc from 'fast-check';
import { pino } from 'pino';
import { problemOutput } from '../../../bot/http/api/api-problem.ts';
import { mountDocs } from '../../../bot/http/api/docs.ts';
import { endpoints } from '../../../bot/http/api/endpoints.ts';
import { ask } from '../../support/server-request.ts';
import { type ApiServer, SECRET, startApi } from './api-server.ts';
import { type Schema, valueFor } from './schema-values.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { schema: Schema } } };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Not String(): a nasty object can have a `toString` that is none. */
const inAddress = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** A fault of ours in 100,000 requests would be found by `FUZZ_RUNS=10000`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 60);

describe('the API under requests made from its own OpenAPI document', () => {
  let api: ApiServer;
  let document: Document;
  let known: Readonly<Record<string, readonly string[]>>;
  const seen = new Map<number, number>();
  before(async () => {
    const log = pino({ level: 'silent' });
    api = await startApi((server, baseUrl, { store, clock }) =>
      mountDocs(server, { store, clock, log, baseUrl, assets: { url: (name) => name } }),
    );
    document = (await ask(`${api.url}/api/v1/openapi.json`)).json as unknown as Document;
    const { json } = await api.call('/disputes');
    const disputes = json?.items as readonly { id: string; orderId: string; buyerId: string }[];
    known = {
      id: disputes.flatMap(({ id }) => [id, `${id}.R1`, '1']),
      orderId: [...disputes.map(({ orderId }) => orderId), '9000000000000099'],
      ...{ itemId: ['1', '2'], buyer: ['emma', 'nobody'], seller: ['bright-home'] },
      ...{ currency: ['USD', 'EUR', 'JPY', 'XXX'], country: ['DE'], locale: ['de-DE', 'zz-zz-zz'] },
      ...{ timeZone: ['Europe/Berlin', 'Mars/Base'], paid: ['24.90', '1', '999999999999.99'] },
    };
  });
  after(() => api.close());

  const resolved = (schema: Schema): Schema =>
    schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

  for (const { name, method, answer: promised } of endpoints)
    it(`has no fault of its own in ${name}, answers each in a second, and says no as a problem`, async () => {
      const [path, operation] = operationOf(document, name);
      const parameters = fc.tuple(
        ...operation.parameters.map((one) =>
          valueFor(one.schema, known, one.name).map((value) => [one, inAddress(value)] as const),
        ),
      );
      const schema = operation.requestBody?.content['application/json'].schema;
      const body = schema ? valueFor(resolved(schema), known) : fc.constant(undefined);
      await fc.assert(
        fc.asyncProperty(parameters, body, async (given, json) => {
          const answer = await ask(addressOf(api.url + path, given), {
            ...{ method: method.toUpperCase(), bearer: SECRET },
            ...(json !== undefined && { json }),
            headers: headersOf(given),
          });
          expect(answer.status, answer.text).to.be.lessThan(500);
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
          if (answer.status < 400) {
            expect(promised.safeParse(answer.json).error?.issues).to.equal(undefined);
            return;
          }
          expect(answer.headers.get('content-type')).to.equal('application/problem+json');
          expect(problemOutput.strict().safeParse(answer.json).success, answer.text).to.equal(true);
          expect(answer.text).to.not.match(/node_modules|\.ts:|select |SQLITE/);
        }),
        { numRuns, timeout: 1_000 },
      );
    }).timeout(120_000);

  it('was asked for things that it could do as well as for things that it could not', () => {
    for (const status of [200, 400, 404, 409]) expect([...seen.keys()]).to.include(status);
  });

  it('logged no fault', () => {
    if (process.env.FUZZ_RUNS) process.stderr.write(`${JSON.stringify([...seen])}\n`);
    expect(api.logged).to.deep.equal([]);
  });
});

function operationOf(document: Document, name: string): readonly [string, Operation] {
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods))
      if (operation.operationId === name) return [path, operation];
  throw new Error(`No operation ${name}`);
}

type Given = readonly (readonly [Parameter, string])[];

/** A lone surrogate can't be in an address at all. */
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString()) || '%20';

function addressOf(path: string, given: Given): string {
  const query = given.filter(([one]) => one.in === 'query');
  const pairs = query.map(([{ name }, value]) => `${name}=${encoded(value)}`).join('&');
  const filled = given
    .filter(([one]) => one.in === 'path')
    .reduce((url, [{ name }, value]) => url.replace(`{${name}}`, () => encoded(value)), path);
  return `${filled}?${pairs}`;
}

/** Only what an HTTP client would send at all. */
const headersOf = (given: Given): Record<string, string> =>
  Object.fromEntries(
    given
      .filter(([one, value]) => one.in === 'header' && /^[\x20-\x7e]*$/.test(value))
      .map(([{ name }, value]) => [name, value]),
  );
