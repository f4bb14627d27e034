import { alreadyDecided } from './common-guards.ts';
import { appealUntil, deadlines } from './deadlines.ts';
import { evidenceCount } from './evidence-guards.ts';
import { fileRefusals } from './file-rules.ts';
import type { Refusal } from './refusal.ts';
import { type Guards, type LiveSituation, when } from './situation.ts';
import { neededText, optionalText } from './text-rules.ts';
import type { Instant } from './time.ts';

/** A contested return is in mediation again, but an agreement was there before it. */
export const cancel: Guards<'cancel'> = {
  standing: ({ dispute }) => when(dispute.outcome !== undefined, () => alreadyDecided(dispute)),
};

export const appeal: Guards<'appeal'> = {
  standing: (live) => [
    ...when(live.dispute.outcome?.by !== 'case_management', () => ({
      code: 'not_by_case_management',
      rule: 'caseManagementOnly',
      facts: { by: live.dispute.outcome?.by ?? 'nobody' },
    })),
    ...when(live.dispute.appeal !== undefined, () => ({
      code: 'already_appealed',
      rule: 'oneAppeal',
      facts: {},
    })),
    ...windowRefusals(live, 'appealWithinDays', appealUntil(live.dispute, live.rules)),
  ],
  form: ({ dispute, actor, rules }, { reason, files }) => [
    ...neededText('reason', reason, rules),
    ...fileRefusals(files, evidenceCount(dispute, actor), 'evidenceFiles', rules),
  ],
};

export const survey: Guards<'survey'> = {
  standing: (live) => [
    ...when(live.dispute.survey !== undefined, () => ({
      code: 'already_surveyed',
      rule: 'oneSurvey',
      facts: {},
    })),
    ...windowRefusals(live, 'surveyWithinDays', surveyUntil(live)),
  ],
  form: ({ rules }, { rating, words }) => {
    const { min, max } = rules.rules.surveyRating.value;
    const isInRange = Number.isInteger(rating) && rating >= min && rating <= max;
    return [
      ...when(!isInRange, () => ({
        code: 'rating_out_of_range',
        rule: 'surveyRating',
        facts: { rating, min, max },
      })),
      ...optionalText('words', words, rules),
    ];
  },
};

const surveyUntil = ({ dispute, rules }: LiveSituation): Instant | undefined =>
  deadlines(dispute, rules).find(({ rule }) => rule === 'surveyWithinDays')?.at;

const windowRefusals = (
  { now }: LiveSituation,
  rule: 'appealWithinDays' | 'surveyWithinDays',
  until: Instant | undefined,
): readonly Refusal[] =>
  until === undefined || now < until ? [] : [{ code: 'too_late', rule, facts: {}, until }];
