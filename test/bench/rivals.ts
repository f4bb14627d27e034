import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Example } from '../../knowledge/understanding/train.ts';

/** Answers the label it takes a text for. */
export type Guess = (text: string) => Promise<string> | string;
/** Learns from the examples; packages come from a folder of their own, as none of them is ours. */
export type Rival = (load: NodeJS.Require, examples: readonly Example[]) => Promise<Guess>;

/** `npm install` these into RIVALS (a folder outside the repository) to compare. */
export const rivalPackages =
  '@nlpjs/basic minisearch wink-nlp wink-eng-lite-web-model wink-naive-bayes-text-classifier';

export const requireFrom = (folder: string): NodeJS.Require =>
  createRequire(join(folder, 'package.json'));

const nlpJs: Rival = async (load, examples) => {
  const { dockStart } = load('@nlpjs/basic');
  const dock = await dockStart({ use: ['Basic'], autoLoad: false });
  const nlp = dock.get('nlp');
  nlp.settings.autoSave = false;
  nlp.settings.log = false;
  nlp.addLanguage('en');
  for (const { text, label } of examples) nlp.addDocument('en', text, label);
  await nlp.train();
  return async (text) => {
    const { intent } = await nlp.process('en', text);
    return intent === 'None' ? 'oos' : intent;
  };
};

const miniSearch: Rival = async (load, examples) => {
  const MiniSearch = load('minisearch');
  const search = new MiniSearch({ fields: ['text'], storeFields: ['label'] });
  search.addAll(examples.map((example, id) => ({ ...example, id })));
  return (text) => {
    const [best] = search.search(text, { prefix: true, fuzzy: 0.2 });
    return best?.label ?? 'oos';
  };
};

const wink: Rival = async (load, examples) => {
  const nlp = load('wink-nlp')(load('wink-eng-lite-web-model'), ['sbd', 'negation', 'pos']);
  const { its } = nlp;
  const bayes = load('wink-naive-bayes-text-classifier')();
  bayes.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
  bayes.definePrepTasks([
    (text: string) =>
      nlp
        .readDoc(text)
        .tokens()
        .filter((token: { out(of: unknown): string }) => token.out(its.type) === 'word')
        .out(its.stem),
  ]);
  for (const { text, label } of examples) bayes.learn(text, label);
  bayes.consolidate();
  return (text) => {
    const label = bayes.predict(text);
    return label === 'unknown' ? 'oos' : label;
  };
};

export const rivals: Readonly<Record<string, Rival>> = {
  'nlp.js': nlpJs,
  MiniSearch: miniSearch,
  'wink-nlp': wink,
};
