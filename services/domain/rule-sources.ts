import type { Rulebook, RuleKey, Source, StructuralRule } from './rulebook.ts';

/** Who says so, for the rules without a number: a question of the help page, or our own reading. */
const structural: Readonly<Record<StructuralRule, readonly Source[]>> = {
  ownership: ['S2', 'S3'],
  shippedFirst: ['S3'],
  protection: ['S1', 'S2', 'S3'],
  sellerAgreement: ['S3'],
  oneLiveDispute: ['assumption'],
  refundCeiling: ['assumption'],
  remedies: ['S2', 'assumption'],
  cleanText: ['S3'],
  descriptionNeeded: ['S2', 'assumption'],
  roles: ['assumption'],
  transitions: ['S4', 'assumption'],
  currentProposal: ['S4', 'assumption'],
  oneAppeal: ['S11', 'assumption'],
  oneSurvey: ['S11', 'assumption'],
  cancelBeforeDecision: ['S9', 'assumption'],
  caseManagementOnly: ['S4', 'S11'],
  returnTracking: ['assumption'],
  ownEvidence: ['S5'],
  refundSettlement: ['S10'],
  chargeback: ['assumption'],
  domesticReturn: ['S6'],
  video: ['S5', 'assumption'],
};

export const sourcesOf = (key: RuleKey, { rules }: Rulebook): readonly Source[] =>
  key in rules ? rules[key as keyof typeof rules].sources : structural[key as StructuralRule];
