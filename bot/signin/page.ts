import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import type { Problem } from '../http/problem.ts';
import { projectRoot } from '../project-root.ts';
import { answerPage, ownFilesPolicy } from '../web/page.ts';
import type { SignInDeps } from './deps.ts';

const headers = {
  'Content-Security-Policy': ownFilesPolicy,
  // The address is nobody else's business. Not `no-referrer`: browsers then send `Origin: null` with our own forms.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), clipboard-write=(self)',
  'X-Robots-Tag': 'noindex',
};

interface Forms {
  /** The sign-in's address. */
  readonly path: string;
  readonly csrf: string;
}

/** Every page of the sign-in and what it shows. */
export interface Pages {
  readonly who: Forms & {
    readonly chat: string;
    readonly aChat: string;
    readonly end: string | undefined;
    readonly buyers: readonly { readonly id: string; readonly name: string }[];
  };
  readonly confirm: Forms & {
    readonly chat: string;
    readonly aChat: string;
    readonly end: string | undefined;
    readonly name: string;
  };
  readonly code: Forms & {
    readonly chat: string;
    readonly first: string;
    readonly last: string;
    readonly minutes: number;
  };
  readonly stop: {
    readonly title: string;
    readonly words: string;
    readonly again: string | undefined;
  };
}

const titles: Readonly<Record<keyof Pages, string>> = {
  who: 'Sign in',
  confirm: 'Is this your chat?',
  code: 'Your code',
  stop: 'Sign in',
};

const folder = join(projectRoot, 'bot/signin/views');
const engine = Handlebars.create();
/** Compiled once at start from our own files; values are escaped, a name that the data lacks is a fault. */
const compiled = <Data extends object>(name: string) =>
  engine.compile<Data>(readFileSync(join(folder, `${name}.hbs`), 'utf8'), {
    ...{ strict: true, knownHelpersOnly: true, preventIndent: true },
  });

const frame = compiled<object>('frame');
const views = {
  who: compiled<Pages['who']>('who'),
  confirm: compiled<Pages['confirm']>('confirm'),
  code: compiled<Pages['code']>('code'),
  stop: compiled<Pages['stop']>('stop'),
};

export function showPage<Name extends keyof Pages>(
  { assets }: Pick<SignInDeps, 'assets'>,
  res: ServerResponse,
  name: Name,
  data: Pages[Name],
  more: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): void {
  const body = (views[name] as (data: Pages[Name]) => string)(data);
  const urls = {
    ...{ base: assets.url('base.css'), style: assets.url('signin.css') },
    ...{ icon: assets.url('icon.svg'), script: assets.url('signin.js') },
  };
  const html = frame({ title: titles[name], body, assets: urls, copies: name === 'code' });
  answerPage(res, html, { ...headers, ...more.headers }, more.status ?? 200);
}

/** Every no of the HTTP edge as a page. */
export const showProblem =
  (deps: Pick<SignInDeps, 'assets'>) =>
  (res: ServerResponse, { status, message, headers: more }: Problem): void =>
    showPage(
      deps,
      res,
      'stop',
      { title: 'This did not work', words: message, again: undefined },
      { status, headers: more },
    );
