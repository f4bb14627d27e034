import type { Flow } from './kit/flow.ts';
import { withAmountAside } from './open/amount-aside.ts';
import { amountStep, partStep } from './open/amount-steps.ts';
import { cleanedStep, descriptionStep } from './open/description-steps.ts';
import { type OpenDraft, startDraft } from './open/draft.ts';
import { itemStep, nextStep } from './open/order-steps.ts';
import { reasonStep, remedyStep, subReasonStep } from './open/reason-steps.ts';
import { changeStep, submitStep, summaryStep } from './open/summary-steps.ts';
import { photoSteps } from './photo-steps.ts';

/** The opening form, question by question; what is known is never asked (S2, S3, S5). */
export const openDisputeFlow: Flow<OpenDraft> = {
  name: 'open-dispute',
  version: 1,
  needsBuyer: true,
  keeps: true,
  start: startDraft,
  first: 'next',
  steps: withAmountAside({
    next: nextStep,
    item: itemStep,
    reason: reasonStep,
    sub_reason: subReasonStep,
    remedy: remedyStep,
    amount: amountStep,
    part: partStep,
    description: descriptionStep,
    cleaned: cleanedStep,
    ...photoSteps<OpenDraft>({ rule: 'openingFiles', ask: 'open.ask_photos', next: 'next' }),
    summary: summaryStep,
    change: changeStep,
    submit: submitStep,
  }),
};
