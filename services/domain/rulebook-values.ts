import type { Rule, Rulebook, Source } from './rulebook.ts';

const rule = <V, U extends string>(value: V, unit: U, ...sources: Source[]): Rule<V, U> => ({
  value,
  unit,
  sources,
});

/** Every number of the help page and of our own, with its unit and who says so. Change one here, nowhere else. */
export const rules: Rulebook['rules'] = {
  disputeOpensOnDay: rule(11, 'calendar days after shipping', 'S3'),
  disputeClosesAfterDays: rule(15, 'calendar days after completion', 'S3'),
  sellerResponse: rule(5, 'times 24 h', 'S2', 'S4'),
  escalation: rule(7, 'times 24 h', 'S4', 'assumption'),
  maxProposals: rule(10, 'buyer proposals', 'assumption'),
  evidenceRequest: rule(3, 'times 24 h', 'assumption'),
  returnShipBy: rule(10, 'times 24 h', 'assumption'),
  sellerReceiptTracked: rule(10, 'times 24 h', 'assumption'),
  sellerReceiptUntracked: rule(30, 'times 24 h', 'assumption'),
  appealWithinDays: rule(7, 'calendar days after the decision', 'S11'),
  surveyWithinDays: rule(15, 'calendar days after closing', 'S11'),
  refundClearing: rule({ min: 3, max: 15 }, 'business days', 'S4', 'S10'),
  trackingActivation: rule({ min: 3, max: 7 }, 'calendar days after shipping', 'S1'),
  protectionWarning: rule(3, 'calendar days', 'S1', 'assumption'),
  reminders: rule([72, 24, 3], 'hours', 'assumption'),
  openingFiles: rule(['.jpg', '.jpeg', '.bmp', '.gif', '.png'], 'file extensions', 'S3'),
  evidenceFiles: rule(['.jpg', '.jpeg', '.bmp', '.png'], 'file extensions', 'S5'),
  maxFileBytes: rule(2 * 1024 * 1024, 'bytes, strictly under', 'S3', 'S5'),
  evidenceMaxFiles: rule(10, 'files in a dispute', 'assumption'),
  phoneWarranty: rule(['RU', 'ES', 'DE', 'US'], 'countries, ISO 3166-1', 'S7'),
  tabletWarranty: rule(['RU'], 'countries, ISO 3166-1', 'S7'),
  warrantyYears: rule(1, 'years after completion', 'S7'),
  descriptionMaxChars: rule(1000, 'characters', 'assumption'),
  surveyRating: rule({ min: 1, max: 5 }, 'stars', 'assumption'),
};
