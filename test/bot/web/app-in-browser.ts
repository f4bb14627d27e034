import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { readConfig } from '../../../bot/config.ts';
import { type App, startApp } from '../../../index.ts';

/** The whole product as a demo, with a database and files of its own, which `remove` deletes. */
export interface DemoApp {
  readonly folder: string;
  start(port?: number, env?: Readonly<Record<string, string>>): Promise<App>;
  remove(): void;
}

export function demoApp(): DemoApp {
  const folder = mkdtempSync(join(tmpdir(), 'resolve-browser-'));
  return {
    folder,
    start(port = 0, env = {}) {
      const read = readConfig({
        PORT: String(port),
        DATABASE_URL: `sqlite:${join(folder, 'resolve.db')}`,
        EVIDENCE_DIR: join(folder, 'evidence'),
        LOG_LEVEL: 'error',
        ...env,
      });
      if (!read.ok) throw new Error(JSON.stringify(read.faults));
      return startApp(read.value, pino({ level: 'error' }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The chat as a person uses it. Web Chat's hidden copies for screen readers are left out. */
export const chatOf = (page: Page) => {
  const messages = page.locator('#webchat .webchat__basic-transcript__activity');
  return {
    box: page.locator('#webchat textarea'),
    messages,
    banner: page.locator('#banner'),
    button: (name: string): Locator =>
      page.getByRole('toolbar').getByRole('button', { name, exact: true }),
    row: (words: string): Locator =>
      page.locator('#webchat .ac-selectable', { hasText: words }).last(),
    /** Waits for a message with these words. */
    says: (words: string | RegExp): Promise<void> =>
      messages.filter({ hasText: words }).last().waitFor(),
    /** Waits until the unsent text is this. */
    async holds(words: string): Promise<void> {
      // Asked from outside: the page's policy forbids what `waitForFunction` does inside.
      let held = await this.box.inputValue();
      for (let tries = 0; held !== words && tries < 100; tries += 1) {
        await page.waitForTimeout(100);
        held = await this.box.inputValue();
      }
      expect(held).to.equal(words);
    },
    async type(words: string): Promise<void> {
      await this.box.fill(words);
      await this.box.press('Enter');
    },
  };
};

/** One page in a context of its own, gone behind the work; what its scripts throw is added to `faults`. */
export async function withPage(
  browser: Browser,
  options: BrowserContextOptions & { readonly timeoutMs: number },
  faults: string[],
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const { timeoutMs, ...shown } = options;
  const context = await browser.newContext(shown);
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  try {
    await work(page);
  } finally {
    await context.close();
  }
}

/** Opens the chat as the shop's first buyer, as the shop's link does. */
export async function chatAsBuyer(page: Page, url: string): Promise<ReturnType<typeof chatOf>> {
  await page.goto(url);
  const href = await page.locator('#open-chat').getAttribute('href');
  await page.goto(`${url}${href}`);
  const chat = chatOf(page);
  await chat.messages.first().waitFor();
  return chat;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string }[];
}

/** What axe finds, one line each; empty if all is well. */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, so the page's policy stays as strict as it is.
  await page.evaluate(axe);
  const violations = (await page.evaluate(
    'axe.run().then((result) => result.violations)',
  )) as readonly Violation[];
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
  );
}
