import { join } from 'node:path';
import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';

export const knowledgeRoot = join(import.meta.dirname, '..', '..', 'knowledge');
export const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });

let loading: Promise<Knowledge> | undefined;
/** The real content, read once for all tests. */
export const knowledge = (): Promise<Knowledge> =>
  (loading ??= loadKnowledge({ root: knowledgeRoot, rulebook }));

export const madrid: Listener = {
  locale: 'en-GB',
  timeZone: 'Europe/Madrid',
  policyZone: 'UTC',
};
