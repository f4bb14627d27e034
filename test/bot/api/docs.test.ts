import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { pino } from 'pino';
import { mountDocs } from '../../../bot/http/api/docs.ts';
import { endpoints } from '../../../bot/http/api/endpoints.ts';
import { readAssets } from '../../../bot/web/assets.ts';
import { ask } from '../../support/server-request.ts';
import { type ApiServer, SECRET, startApi } from './api-server.ts';

const root = join(import.meta.dirname, '../../..');
const assets = readAssets();
const shell = promisify(execFile);
const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#x27;': "'",
  '&#x3D;': '=',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};
const decoded = (html: string) => html.replaceAll(/&[#\w]+;/g, (name) => entities[name] ?? name);

const startDocs = (): Promise<ApiServer> =>
  startApi((server, baseUrl, { store, clock }) => {
    const log = pino({ level: 'silent' });
    mountDocs(server, { store, clock, log, assets, baseUrl, demoKey: SECRET });
  });

/** The curl command of each route whose example is not made up. */
const examplesOf = (page: string): ReadonlyMap<string, string> =>
  new Map(
    [...page.matchAll(/<section id="(\w+)".*?<\/section>/gs)].flatMap(([section, name = '']) => {
      const curl = /<code>(curl .*?)<\/code>/s.exec(section)?.[1];
      return curl && !section.includes('is made up') ? [[name, decoded(curl)] as const] : [];
    }),
  );

describe('the docs of the API', () => {
  let api: ApiServer;
  beforeEach(async () => {
    api = await startDocs();
  });
  afterEach(() => api.close());

  it('have every route, with nothing that a strict policy would not let through', async () => {
    const { text, headers, status } = await ask(`${api.url}/docs`);
    expect(status).to.equal(200);
    for (const { name } of endpoints) expect(text).to.contain(`id="${name}"`);
    expect(headers.get('content-security-policy')).to.contain("default-src 'none'");
    expect(text).to.not.match(/<script|style=|src="http|href="http:/);
  });

  it('explain every event that a webhook can tell', async () => {
    const page = (await ask(`${api.url}/docs`)).text;
    const source = readFileSync(join(root, 'services/domain/effects.ts'), 'utf8');
    const told = [...source.matchAll(/'((?:dispute|evidence|return)\.\w+)'/g)].map(
      ([, name]) => name,
    );
    expect(told.length).to.be.greaterThan(15);
    for (const name of told) expect(page).to.contain(`<code>${name}</code>`);
  });

  // The demo's disputes were opened without pictures (`evidence.test.ts` gets one), and it has no external hub.
  for (const { name } of endpoints.filter(
    ({ isPicture, scope }) => !isPicture && scope !== 'handoff',
  ))
    it(`have an example of ${name} that works on the demo’s data as it stands`, async () => {
      const curl = examplesOf((await ask(`${api.url}/docs`)).text).get(name);
      const { stdout } = await shell('bash', ['-c', `${curl} -w '\n%{http_code}'`]);
      return expect(stdout.split('\n').at(-1), stdout).to.equal('200');
    });

  it('are an OpenAPI 3.1 document whose references all lead somewhere', async () => {
    const { json } = await ask(`${api.url}/api/v1/openapi.json`);
    const document = json as unknown as {
      readonly openapi: string;
      readonly paths: Readonly<Record<string, object>>;
      readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
    };
    expect(document.openapi).to.equal('3.1.0');
    const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
    expect(operations).to.have.length(endpoints.length);
    const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    expect(names.length).to.be.greaterThan(20);
    for (const [, name] of names) expect(document.components.schemas).to.have.property(name ?? '');
  });
});
