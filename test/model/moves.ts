import { surveyEnd } from './clock.ts';
import type { Kind } from './deed.ts';
import {
  addFiles,
  amountFault,
  decidedByTeam,
  filesFault,
  partyOf,
  refundFault,
  refundOf,
  remedyFault,
  type Scene,
  termsFault,
  wishCurrent,
} from './faults.ts';
import { close, instruct, settle, stopPayments } from './settling.ts';
import {
  appealEnd,
  instructedBy,
  leftOf,
  type ModelDispute,
  type Remedy,
  type State,
} from './state.ts';

/** A row of rules.md 3: from where, what else must hold (the refusal's code if not), and what follows. */
export interface Move {
  readonly from: readonly State[];
  /** The asker says which event he had seen. */
  readonly isSeen?: boolean;
  readonly refuse?: (scene: Scene) => string | undefined;
  readonly happen: (scene: Scene) => void;
}

const negotiation: readonly State[] = ['awaiting_seller', 'awaiting_buyer'];
const undecided: readonly State[] = [...negotiation, 'in_mediation', 'evidence_requested'];
const open: readonly State[] = [...undecided, 'return_to_ship', 'return_in_transit'];

const waits = (dispute: ModelDispute, state: State, at: number): void => {
  dispute.state = state;
  dispute.since = at;
};

const terms = ({ dispute, deed: { remedy, amount } }: Scene) => {
  dispute.proposals += 1;
  return { remedy, amount, version: dispute.proposals };
};

const rulingFault = ({ model, item, deed }: Scene): string | undefined => {
  const left = leftOf(model, item);
  return deed.outcome === 'partial' ? amountFault(deed.amount, 1, left - 1) : undefined;
};

const rule = ({ model, item, dispute, deed, at }: Scene): void => {
  const wished = dispute.wish.remedy === 'return_and_refund' && dispute.shippedAt === undefined;
  const unnamed: Remedy = wished ? 'return_and_refund' : 'refund_only';
  const named: Remedy = deed.remedy === 'none' ? 'refund_only' : deed.remedy;
  const given = deed.namesRemedy ? named : unnamed;
  const remedy: Remedy = deed.outcome === 'rejected' ? 'none' : given;
  const amounts = { full: item.paid, partial: deed.amount, rejected: 0 };
  if (remedy === 'return_and_refund') {
    dispute.shippedAt = undefined;
    dispute.deliveredAt = undefined;
  }
  settle(model, item, dispute, {
    reason: `ruling_${deed.outcome}`,
    by: 'case_management',
    remedy,
    amount: amounts[deed.outcome],
    at,
  });
};

const decideAppeal = ({ model, item, dispute, deed, at }: Scene): void => {
  const isUpheld = deed.decision === 'upheld';
  const before = dispute.outcome;
  dispute.appeal = deed.decision;
  dispute.outcome = {
    reason: isUpheld ? 'appeal_upheld' : 'appeal_rejected',
    by: 'case_management',
    at,
    no: 2,
    remedy: isUpheld ? 'refund_only' : (before?.remedy ?? 'none'),
    amount: isUpheld ? deed.amount : (before?.amount ?? 0),
  };
  const isPaid = dispute.refunds.every(({ state }) => state === 'completed');
  if (!isUpheld && isPaid) {
    close(model, item, dispute, at);
    return;
  }
  dispute.state = 'refund_pending';
  if (isUpheld) instruct(model, dispute);
};

const paid = (scene: Scene): void => {
  const { model, item, dispute, at } = scene;
  const refund = refundOf(scene);
  if (refund) refund.state = 'completed';
  const isPaid = dispute.refunds.every(({ state }) => state === 'completed');
  if (dispute.state === 'refund_pending' && isPaid) close(model, item, dispute, at);
};

const chargeBack = ({ model, item, dispute, at }: Scene): void => {
  item.isChargedBack = true;
  dispute.outcome = {
    ...{ reason: 'superseded_chargeback', by: 'system', remedy: 'none' },
    ...{ amount: 0, at, no: dispute.outcome?.no ?? 1 },
  };
  stopPayments(model, item);
  if (dispute.state !== 'closed') close(model, item, dispute, at);
};

const agree =
  (reason: string, whose: 'wish' | 'offer') =>
  ({ model, item, dispute, at }: Scene): void => {
    const { remedy = 'none', amount = 0 } = dispute[whose] ?? {};
    settle(model, item, dispute, { reason, by: 'parties', remedy, amount, at });
  };

export const moves: Readonly<Record<Exclude<Kind, 'open'>, Move>> = {
  accept: {
    from: [...negotiation, 'in_mediation'],
    refuse: wishCurrent,
    happen: agree('seller_agreed', 'wish'),
  },
  refuse: {
    from: ['awaiting_seller'],
    refuse: wishCurrent,
    happen: ({ dispute }) => {
      dispute.saidNo = true;
      dispute.onTable = 'refusal';
      dispute.state = 'awaiting_buyer';
    },
  },
  counter: {
    from: ['awaiting_seller'],
    refuse: (scene) => wishCurrent(scene) ?? termsFault(scene),
    happen: (scene) => {
      scene.dispute.saidNo = true;
      scene.dispute.onTable = 'offer';
      scene.dispute.offer = terms(scene);
      scene.dispute.state = 'awaiting_buyer';
    },
  },
  propose: {
    from: negotiation,
    isSeen: true,
    refuse: (scene) => {
      if (scene.dispute.wishes >= 10) return 'too_many_proposals';
      return remedyFault(scene.dispute.notReceived, scene.deed.remedy) ?? termsFault(scene);
    },
    happen: (scene) => {
      scene.dispute.wish = terms(scene);
      scene.dispute.wishes += 1;
      waits(scene.dispute, 'awaiting_seller', scene.at);
    },
  },
  accept_offer: {
    from: ['awaiting_buyer'],
    isSeen: true,
    refuse: ({ dispute, deed }) => {
      if (dispute.onTable !== 'offer') return 'no_offer';
      return deed.version === dispute.offer?.version ? undefined : 'proposal_outdated';
    },
    happen: agree('buyer_accepted_offer', 'offer'),
  },
  request_evidence: {
    from: ['in_mediation'],
    happen: ({ dispute, deed, at }) => {
      dispute.asked = deed.party;
      waits(dispute, 'evidence_requested', at);
    },
  },
  add_evidence: {
    from: open,
    isSeen: true,
    refuse: (scene) => decidedByTeam(scene) ?? filesFault(scene),
    happen: (scene) => {
      addFiles(scene);
      const isAnswer = scene.dispute.asked === partyOf(scene.deed);
      if (scene.dispute.state === 'evidence_requested' && isAnswer) {
        scene.dispute.state = 'in_mediation';
        scene.dispute.asked = undefined;
      }
    },
  },
  remove_evidence: {
    from: open,
    isSeen: true,
    refuse: (scene) => {
      const file = scene.dispute.files.find(({ id }) => id === scene.deed.fileId);
      const fault = decidedByTeam(scene);
      if (fault) return fault;
      if (!file || file.removed) return 'evidence_not_found';
      return file.party === partyOf(scene.deed) ? undefined : 'evidence_not_yours';
    },
    happen: ({ dispute, deed }) => {
      const file = dispute.files.find(({ id }) => id === deed.fileId);
      if (file) file.removed = true;
    },
  },
  rule: { from: ['in_mediation'], refuse: rulingFault, happen: rule },
  ship_back: {
    from: ['return_to_ship'],
    isSeen: true,
    happen: ({ dispute, at }) => {
      dispute.state = 'return_in_transit';
      dispute.shippedAt = at;
      dispute.deliveredAt = undefined;
    },
  },
  return_delivered: {
    from: ['return_in_transit'],
    refuse: ({ dispute }) => (dispute.deliveredAt === undefined ? undefined : 'wrong_state'),
    happen: ({ dispute, deed }) => {
      dispute.deliveredAt = Math.max(deed.deliveredAt, dispute.shippedAt ?? 0);
    },
  },
  confirm_receipt: {
    from: ['return_in_transit'],
    happen: ({ model, dispute }) => {
      dispute.state = 'refund_pending';
      instruct(model, dispute);
    },
  },
  contest_return: {
    from: ['return_in_transit'],
    happen: ({ dispute }) => {
      dispute.state = 'in_mediation';
    },
  },
  refund_completed: {
    from: ['refund_pending', 'in_appeal', 'closed'],
    refuse: (scene) => refundFault(scene, ['completed']),
    happen: paid,
  },
  refund_failed: {
    from: ['refund_pending', 'in_appeal', 'closed'],
    refuse: (scene) => refundFault(scene, ['completed', 'failed']),
    happen: (scene) => {
      const refund = refundOf(scene);
      if (refund) refund.state = 'failed';
    },
  },
  cancel: {
    from: undecided,
    isSeen: true,
    refuse: ({ dispute }) => (dispute.outcome ? 'already_decided' : undefined),
    happen: ({ model, item, dispute, at }) =>
      settle(model, item, dispute, {
        ...{ reason: 'buyer_cancelled', by: 'parties', remedy: 'none', amount: 0, at },
      }),
  },
  appeal: {
    from: ['closed', 'refund_pending'],
    isSeen: true,
    refuse: (scene) => {
      const { dispute, at } = scene;
      if (dispute.outcome?.by !== 'case_management') return 'not_by_case_management';
      if (dispute.appeal) return 'already_appealed';
      return at >= (appealEnd(dispute) ?? 0) ? 'too_late' : filesFault(scene);
    },
    happen: (scene) => {
      addFiles(scene);
      scene.dispute.appeal = 'open';
      scene.dispute.state = 'in_appeal';
    },
  },
  decide_appeal: {
    from: ['in_appeal'],
    refuse: ({ model, item, dispute, deed }) => {
      if (deed.decision === 'rejected') return undefined;
      const before = instructedBy(dispute);
      return amountFault(deed.amount, before + 1, before + leftOf(model, item));
    },
    happen: decideAppeal,
  },
  survey: {
    from: ['closed'],
    refuse: ({ dispute, at }) => {
      if (dispute.surveyed) return 'already_surveyed';
      return at >= (surveyEnd(dispute) ?? 0) ? 'too_late' : undefined;
    },
    happen: ({ dispute }) => {
      dispute.surveyed = true;
    },
  },
  chargeback: {
    from: [...open, 'refund_pending', 'in_appeal', 'closed'],
    refuse: ({ dispute }) =>
      dispute.outcome?.reason === 'superseded_chargeback' ? 'already_superseded' : undefined,
    happen: chargeBack,
  },
};
