import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { trainingLines } from '../../bot/cli/training-lines.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { noon } from '../support/fixtures.ts';

const source = join(import.meta.dirname, '../../knowledge');
const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
const listener = { locale: 'en-GB', timeZone: 'UTC', policyZone: 'UTC' };

/** The three steps of README.md, done in a copy: only texts are changed. */
describe('Without code', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'resolve-edit-'));
    for (const folder of ['articles', 'phrases', 'intents'])
      await cp(join(source, folder), join(root, folder), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const load = (): Promise<Knowledge> => loadKnowledge({ root, rulebook });
  const replace = async (file: string, from: RegExp, to: string) => {
    const path = join(root, file);
    const text = await readFile(path, 'utf8');
    expect(text, file).to.match(from);
    await writeFile(path, text.replace(from, to));
  };

  it('an editor changes an answer, with numbers that come from the rules', async () => {
    const words = 'Look again after {{rules.refundClearing}} business days.';
    await replace('articles/en/refund-timing.md', /^> We send the refund.*$/m, `> ${words}`);
    const { article } = (await load()).answerTo('faq_when_refund') ?? {};
    expect(article?.short).to.match(/^Look again after 3 to 15 business days\./);
  });

  it('an editor changes a sentence of the bot, or adds a wording', async () => {
    await replace('phrases/en/solved.hbs', /^Yes, solved$/m, 'Yes, it helped');
    const knowledge = await load();
    expect(knowledge.say({ key: 'solved.yes' }, listener, 'plain')).to.equal('Yes, it helped');
  });

  it('what buyers wrote, exported and pasted in, is understood', async function () {
    // It is learnt twice, some seconds each on a machine that is busy.
    this.timeout(60_000);
    const said = 'my screen of the wobble has a hiccup';
    const picked = { faq_compress: 3 };
    const group = {
      ...({ kind: 'asked', text: said, score: 0.3, band: 'ask', count: 3, lastAt: noon } as const),
      ...{ conversationIds: [], prompts: {}, channels: {}, followed: {}, rephrased: {}, picked },
    };
    expect((await load()).understand(said).intents[0]?.label).not.to.equal('faq_compress');
    const lines = trainingLines({ groups: [group] }).yaml.split('\n');
    const line = lines.find((one) => one.includes(said)) ?? '';
    await replace('intents/en.yaml', /^faq_compress:$/m, `faq_compress:\n${line}`);
    const { band, intents } = (await load()).understand(said);
    expect([band, intents[0]?.label]).to.deep.equal(['answer', 'faq_compress']);
  });

  it('what is broken stops the start, and its words are quoted', async () => {
    await appendFile(join(root, 'articles/en/refund-timing.md'), '\n{{rules.nonsense}}\n');
    const fault = await load().then(
      () => '',
      (cause: Error) => cause.message,
    );
    expect(fault).to.match(/Check if your refund/);
  });
});
