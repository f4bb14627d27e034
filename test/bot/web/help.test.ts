import { expect } from 'chai';
import { pino } from 'pino';
import type { Server } from 'restify';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { mountHelp } from '../../../bot/web/help.ts';
import { knowledge } from '../../knowledge/loaded.ts';

describe('The help pages', () => {
  const log = pino({ level: 'silent' });
  let server: Server;
  let base: string;

  before(async () => {
    server = createHttpServer({ log });
    const assets = { url: (name: string) => `/static/${name}` };
    const embedOrigins = ['https://shop.example'];
    mountHelp(server, { knowledge: await knowledge(), assets, log, embedOrigins });
    base = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  });
  after(() => stopListening(server));

  const get = async (path: string) => {
    const response = await fetch(base + path);
    return { response, html: await response.text() };
  };

  it('list every article and its parts', async () => {
    const { response, html } = await get('/help');
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.equal('text/html; charset=utf-8');
    for (const { slug, subAnswers } of (await knowledge()).articles) {
      expect(html).to.include(`href="/help/${slug}"`);
      for (const { intent } of subAnswers) expect(html).to.include(`/help/${slug}#${intent}`);
    }
  });

  it('show an article with its parts, numbers filled in, and a way into the chat', async () => {
    const { html } = await get('/help/trouble-opening');
    expect(html).to.match(/<h1>I can(&#x27;|')t open a dispute<\/h1>/);
    expect(html).to.include('id="faq_file_types"');
    expect(html).to.include('from day 11 after the seller sent out');
    expect(html).to.include('.jpg, .jpeg, .bmp, .gif and .png');
    expect(html).to.include('href="/chat">Chat about this');
    expect(html).not.to.match(/\{\{|undefined|\[object/);
  });

  it('work without any script, and allow none', async () => {
    for (const path of ['/help', '/help/warranty', '/help/privacy']) {
      const { response, html } = await get(path);
      expect(html, path).not.to.match(/<script|<style|\son\w+=|\sstyle=/i);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).to.include("default-src 'none'").and.to.include("style-src 'self'");
      expect(policy).to.include("frame-ancestors 'self' https://shop.example");
    }
  });

  it('link only to pages that are there', async () => {
    const pages = ['/help', ...(await knowledge()).articles.map(({ slug }) => `/help/${slug}`)];
    const seen = new Set<string>();
    for (const page of pages) {
      const { html } = await get(page);
      for (const [, link = ''] of html.matchAll(/href="(\/help[^"]*)"/g)) seen.add(link);
    }
    for (const link of seen) {
      const [path = '', part] = link.split('#');
      const { response, html } = await get(path);
      expect(response.status, link).to.equal(200);
      if (part) expect(html, link).to.include(`id="${part}"`);
    }
  });

  it('say in a page what is not there', async () => {
    const { response, html } = await get('/help/nothing');
    expect(response.status).to.equal(404);
    expect(html).to.include('href="/help"');
    expect((await get('/help/%3Cscript%3E')).html).not.to.include('<script');
  });

  it('have headings in order', async () => {
    for (const { slug } of (await knowledge()).articles) {
      const { html } = await get(`/help/${slug}`);
      const levels = [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
      expect(levels[0]).to.equal(1);
      levels.forEach((level, n) => {
        if (n > 0) expect(level, slug).to.be.within(2, (levels[n - 1] ?? 0) + 1);
      });
    }
  });
});
