import type { Browser } from 'playwright-core';
import type { App } from '../../../index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { demoApp } from './app-in-browser.ts';

/** The demo and a browser of this `describe`: there when its first test begins, gone after its last. */
export interface DemoInBrowser {
  readonly app: App;
  readonly browser: Browser;
}

export function demoInBrowser(): DemoInBrowser {
  const demo = demoApp();
  const held: { app?: App; browser?: Browser } = {};
  before(async () => {
    [held.browser, held.app] = await Promise.all([launchBrowser(), demo.start()]);
  });
  after(async () => {
    await held.browser?.close();
    await held.app?.stop();
    demo.remove();
  });
  return {
    get app() {
      if (!held.app) throw new Error('The demo is there in tests and hooks alone.');
      return held.app;
    },
    get browser() {
      if (!held.browser) throw new Error('The browser is there in tests and hooks alone.');
      return held.browser;
    },
  };
}
