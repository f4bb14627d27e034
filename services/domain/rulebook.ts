import { IANAZone } from 'luxon';
import { contentHash } from './content-hash.ts';
import { rules } from './rulebook-values.ts';

/** Where a rule comes from: a question of the help page, or our own reading where the page is silent. */
export type Source = `S${number}` | 'assumption';

export interface Rule<V, U extends string> {
  readonly value: V;
  /** Unit and edge, in words: 'days of 24 hours, half-open'. */
  readonly unit: U;
  readonly sources: readonly Source[];
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * Every number of rules.md 1, once. Nothing else in code or content repeats one.
 * `version` is derived from the content, so a changed rulebook can't pass for the old one.
 */
export interface Rulebook {
  readonly version: string;
  /** IANA zone in which calendar days are counted. */
  readonly policyZone: string;
  /** `yyyy-mm-dd` days that are no business days besides Saturday and Sunday. */
  readonly holidays: readonly string[];
  readonly rules: {
    readonly disputeOpensOnDay: Rule<number, 'calendar days after shipping'>;
    readonly disputeClosesAfterDays: Rule<number, 'calendar days after completion'>;
    readonly sellerResponse: Rule<number, 'times 24 h'>;
    readonly escalation: Rule<number, 'times 24 h'>;
    readonly maxProposals: Rule<number, 'buyer proposals'>;
    readonly evidenceRequest: Rule<number, 'times 24 h'>;
    readonly returnShipBy: Rule<number, 'times 24 h'>;
    readonly sellerReceiptTracked: Rule<number, 'times 24 h'>;
    readonly sellerReceiptUntracked: Rule<number, 'times 24 h'>;
    readonly appealWithinDays: Rule<number, 'calendar days after the decision'>;
    readonly surveyWithinDays: Rule<number, 'calendar days after closing'>;
    readonly refundClearing: Rule<Range, 'business days'>;
    readonly trackingActivation: Rule<Range, 'calendar days after shipping'>;
    readonly protectionWarning: Rule<number, 'calendar days'>;
    /** Hours before a deadline of the buyer, largest first. */
    readonly reminders: Rule<readonly number[], 'hours'>;
    /** Extensions with the dot, lower case. */
    readonly openingFiles: Rule<readonly string[], 'file extensions'>;
    readonly evidenceFiles: Rule<readonly string[], 'file extensions'>;
    /** A file must have fewer bytes than this. */
    readonly maxFileBytes: Rule<number, 'bytes, strictly under'>;
    readonly evidenceMaxFiles: Rule<number, 'files in a dispute'>;
    readonly phoneWarranty: Rule<readonly string[], 'countries, ISO 3166-1'>;
    readonly tabletWarranty: Rule<readonly string[], 'countries, ISO 3166-1'>;
    readonly warrantyYears: Rule<number, 'years after completion'>;
    readonly descriptionMaxChars: Rule<number, 'characters'>;
    readonly surveyRating: Rule<Range, 'stars'>;
  };
}

/** What a refusal, an event and an answer can cite: a rule with a number, or one without. */
export type RuleKey = keyof Rulebook['rules'] | StructuralRule;

/** Rules of rules.md that have no number of their own. */
export type StructuralRule =
  | 'ownership'
  | 'shippedFirst'
  | 'protection'
  | 'sellerAgreement'
  | 'oneLiveDispute'
  | 'refundCeiling'
  | 'remedies'
  | 'cleanText'
  | 'descriptionNeeded'
  | 'roles'
  | 'transitions'
  | 'currentProposal'
  | 'oneAppeal'
  | 'oneSurvey'
  | 'cancelBeforeDecision'
  | 'caseManagementOnly'
  | 'returnTracking'
  | 'ownEvidence'
  | 'refundSettlement'
  | 'chargeback'
  | 'domesticReturn'
  | 'video';

export interface RulebookSettings {
  /** IANA zone; an unknown one throws. */
  readonly policyZone: string;
  /** `yyyy-mm-dd`. */
  readonly holidays: readonly string[];
}

/** The rulebook in force. Pure: the same settings give the same version on every node. */
export const createRulebook = ({ policyZone, holidays }: RulebookSettings): Rulebook => {
  if (!IANAZone.isValidZone(policyZone)) throw new RangeError(`No time zone: ${policyZone}`);
  const content = { policyZone, holidays: [...new Set(holidays)].sort(), rules };
  return { version: `r${contentHash(JSON.stringify(content))}`, ...content };
};
