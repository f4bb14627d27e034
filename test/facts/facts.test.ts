import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import { knowledge, knowledgeRoot, rulebook } from '../knowledge/loaded.ts';
import type { Fact } from './fact.ts';
import { facts } from './facts.ts';

const isNumber = (rule: Fact['rule']): rule is keyof Rulebook['rules'] => rule in rulebook.rules;

describe('The facts of the help page', () => {
  it('cover all of its eleven questions', () => {
    const questions = new Set(facts.map(({ id }) => id.split('.')[0]));
    expect(questions.size).to.equal(11);
    expect(new Set(facts.map(({ id }) => id)).size).to.equal(facts.length);
  });

  for (const { id, fact, article, part, says, rule, why } of facts) {
    it(`${id}: ${fact}`, async () => {
      const found = (await knowledge()).article(article);
      expect(found?.section, `an article for ${id}`).to.equal(Number(/\d+/.exec(id)?.[0]));
      const inPart = found?.subAnswers.find(({ intent }) => intent === part);
      expect((part === undefined ? found : inPart)?.body).to.match(says);
      if (rule === 'none')
        expect(why, 'why no rule enforces it').to.be.a('string').that.is.not.empty;
      if (isNumber(rule)) {
        const source = readFileSync(join(knowledgeRoot, 'articles', 'en', `${article}.md`), 'utf8');
        expect(source, 'the number comes from the rulebook').to.include(`rules.${rule}`);
      }
    });
  }
});
