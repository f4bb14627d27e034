import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../project-root.ts';
import type { Assets } from '../web/assets.ts';
import { answerPage, contentSecurityPolicy, newNonce } from '../web/page.ts';

/** What stands on the page; all of it said already, in the reader's language. */
export interface PageView {
  readonly title: string;
  readonly lead: readonly string[];
  readonly problem:
    | {
        readonly title: string;
        /** Why each file was not taken. */
        readonly files: readonly string[];
        readonly more: readonly string[];
      }
    | undefined;
  readonly form: FormView | undefined;
}

export interface FormView {
  /** The address that the files are sent to. */
  readonly action: string;
  readonly accept: string;
  readonly maxFiles: number;
  /** Of one file, and the extensions that are taken. */
  readonly most: number;
  readonly allowed: string;
  /** Of all files together. */
  readonly maxBytes: number;
  readonly takes: string;
  readonly together: string;
  readonly choose: string;
  readonly copies: string;
  readonly send: string;
  readonly once: string;
  readonly privacy: string;
  /** What the page's script says. */
  readonly sending: string;
  readonly none: string;
  readonly offline: string;
  readonly tooMany: string;
  readonly tooMuch: string;
  readonly remove: string;
}

type Page = PageView & {
  readonly lang: string;
  readonly nonce: string;
  readonly assets: Readonly<Record<'base' | 'icon' | 'style' | 'script', string>>;
};

type AnswerView = (res: ServerResponse, view: PageView, status?: number) => void;

/** The page, compiled once from our own file; nothing runs on it but our own script. */
export function createPage(assets: Pick<Assets, 'url'>, lang: string): AnswerView {
  const file = join(projectRoot, 'bot/evidence-page/views/evidence.hbs');
  const template = Handlebars.create().compile<Page>(readFileSync(file, 'utf8'), {
    ...{ strict: true, knownHelpersOnly: true, preventIndent: true },
  });
  const urls = {
    base: assets.url('base.css'),
    icon: assets.url('icon.svg'),
    style: assets.url('evidence.css'),
    script: assets.url('evidence.js'),
  };
  return (res, view, status = 200) => {
    const nonce = newNonce();
    const html = template({ ...view, lang, nonce, assets: urls });
    const policy = contentSecurityPolicy({ nonce, forms: true });
    answerPage(res, html, { 'Content-Security-Policy': policy }, status);
  };
}
