import { lastAt } from './clock.ts';
import {
  day,
  type Model,
  type ModelDispute,
  type ModelItem,
  type Party,
  type Remedy,
  type Role,
} from './state.ts';

export const kinds = [
  'open',
  'accept',
  'refuse',
  'counter',
  'propose',
  'accept_offer',
  'request_evidence',
  'add_evidence',
  'remove_evidence',
  'rule',
  'ship_back',
  'return_delivered',
  'confirm_receipt',
  'contest_return',
  'refund_completed',
  'refund_failed',
  'cancel',
  'appeal',
  'decide_appeal',
  'survey',
  'chargeback',
] as const;
export type Kind = (typeof kinds)[number];

/** What moves a dispute on, without ending it by the shortest way. */
export const usual: readonly Kind[] = [
  'open',
  'refuse',
  'ship_back',
  'counter',
  'request_evidence',
  'contest_return',
  'rule',
  'propose',
  'appeal',
  'confirm_receipt',
  'decide_appeal',
  'refund_failed',
  'accept_offer',
  'refund_completed',
];

/** What fast-check draws: small numbers without meaning, so that a story can be shortened. */
export interface Draw {
  readonly kind: Kind;
  /** What to try in its place, where it is impossible. */
  readonly others: readonly Kind[];
  readonly item: number;
  /** Mostly the right one. */
  readonly as: Role | 'stranger' | 'right';
  /** Of what was paid; 0 and more than 100 are out of range. */
  readonly percent: number;
  readonly remedy: Remedy;
  readonly choice: number;
  /** Of a version or a seq that is no longer the newest. */
  readonly isOld: boolean;
  /** Is tried also where the model knows that it will be refused. */
  readonly isBold: boolean;
}

/** The same, made concrete on what its actor sees; told to the model and to the product alike. */
export interface Deed {
  readonly kind: Kind;
  readonly itemId: string;
  readonly disputeId: string;
  readonly as: Role | 'stranger';
  readonly seq: number;
  readonly version: number;
  readonly remedy: Remedy;
  readonly amount: number;
  readonly party: Party;
  readonly outcome: 'full' | 'partial' | 'rejected';
  readonly namesRemedy: boolean;
  readonly decision: 'upheld' | 'rejected';
  readonly newFiles: readonly string[];
  readonly fileId: string;
  readonly isGif: boolean;
  readonly refundId: string;
  readonly notReceived: boolean;
  /** Of a return: up to three days ago. */
  readonly deliveredAt: number;
}

/** Who may do what (rules.md 4); the first is whom a story lets do it. */
export const rolesOf: Readonly<Record<Kind, readonly Role[]>> = {
  open: ['buyer', 'agent'],
  accept: ['seller'],
  refuse: ['seller'],
  counter: ['seller'],
  propose: ['buyer', 'agent'],
  accept_offer: ['buyer', 'agent'],
  request_evidence: ['case_manager'],
  add_evidence: ['buyer', 'agent', 'seller'],
  remove_evidence: ['buyer', 'agent', 'seller'],
  rule: ['case_manager'],
  ship_back: ['buyer', 'agent'],
  return_delivered: ['clock'],
  confirm_receipt: ['seller'],
  contest_return: ['seller'],
  refund_completed: ['payments'],
  refund_failed: ['payments'],
  cancel: ['buyer', 'agent'],
  appeal: ['buyer', 'agent'],
  decide_appeal: ['case_manager'],
  survey: ['buyer', 'agent'],
  chargeback: ['payments'],
};

const actorOf = ({ kind, as, choice }: Draw): Deed['as'] => {
  if (as !== 'right') return as;
  const roles = rolesOf[kind];
  return roles[choice % roles.length] ?? 'buyer';
};

/** Undefined where there is nothing yet to do it to. `seen` has what the clock should have done by now. */
export const deedOf = (draw: Draw, seen: Model): Deed | undefined => {
  const item = seen.items[draw.item % seen.items.length];
  if (!item) return undefined;
  const dispute = item.disputes.at(draw.isOld && draw.choice === 0 ? 0 : -1);
  if (!dispute && draw.kind !== 'open' && draw.kind !== 'chargeback') return undefined;
  return { ...formOf(draw, seen, item), ...targetOf(draw, dispute) };
};

const targetOf = (draw: Draw, dispute: ModelDispute | undefined) => {
  const old = draw.isOld ? 1 : 0;
  const answers = draw.kind === 'accept_offer' ? dispute?.offer : dispute?.wish;
  const refunds = dispute?.refunds ?? [];
  const unpaid = refunds.filter(({ state }) => state !== 'completed');
  const refund = unpaid[draw.choice % Math.max(1, unpaid.length)] ?? refunds[0];
  const files = dispute?.files ?? [];
  return {
    disputeId: dispute?.id ?? '',
    seq: (dispute?.events.length ?? 0) - old,
    version: (answers?.version ?? 0) - old,
    refundId: refund?.id ?? `${dispute?.id}.R1`,
    fileId: files[draw.choice % Math.max(1, files.length)]?.id ?? 'none',
  };
};

const outcomes = ['full', 'partial', 'rejected'] as const;

const formOf = (draw: Draw, { given, now }: Model, item: ModelItem) => {
  const { kind, choice, percent } = draw;
  const files = kind === 'add_evidence' ? choice + 1 : choice % 2;
  return {
    kind,
    itemId: item.id,
    as: actorOf(draw),
    remedy: draw.remedy,
    amount: draw.remedy === 'none' ? 0 : Math.ceil((item.paid * percent) / 100),
    party: choice % 2 === 0 ? ('buyer' as const) : ('seller' as const),
    outcome: outcomes[choice % outcomes.length] ?? 'full',
    namesRemedy: choice > 1,
    decision: percent > 30 ? ('upheld' as const) : ('rejected' as const),
    newFiles: Array.from({ length: files }, (_, n) => `f-${given + 1}-${n}`),
    isGif: draw.isOld && draw.isBold,
    notReceived: choice === 1,
    deliveredAt: now - choice * day,
  };
};

/** A deed as a line of a story. */
export const wordsOf = (deed: Deed): string => {
  const { kind, as, disputeId, itemId, remedy, amount } = deed;
  const to = kind === 'open' ? itemId : disputeId;
  const about: Partial<Record<Kind, string>> = {
    open: `${remedy} ${amount}${deed.notReceived ? ', nothing came' : ''}`,
    accept: `version ${deed.version}`,
    refuse: `version ${deed.version}`,
    counter: `version ${deed.version}: ${remedy} ${amount}`,
    propose: `${remedy} ${amount}`,
    accept_offer: `version ${deed.version}`,
    request_evidence: `of the ${deed.party}`,
    add_evidence: `${deed.newFiles.length} files${deed.isGif ? ', gif' : ''}`,
    remove_evidence: deed.fileId,
    rule: `${deed.outcome}${deed.namesRemedy ? ` ${remedy}` : ''} ${amount}`,
    refund_completed: deed.refundId,
    refund_failed: deed.refundId,
    decide_appeal: `${deed.decision} ${amount}`,
  };
  const what = about[kind];
  return `${as}: ${kind} ${to}${what ? ` (${what})` : ''}, having seen event ${deed.seq}`;
};

/** Where the model's clock stands for a dispute: never before its last event (I17). */
export const effectiveNow = ({ now }: Model, dispute: ModelDispute): number =>
  Math.max(now, lastAt(dispute));
