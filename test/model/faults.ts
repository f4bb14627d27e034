import type { Deed } from './deed.ts';
import {
  leftOf,
  type Model,
  type ModelDispute,
  type ModelItem,
  type Party,
  type Remedy,
} from './state.ts';

/** One deed about one dispute at one instant. */
export interface Scene {
  readonly model: Model;
  readonly item: ModelItem;
  readonly dispute: ModelDispute;
  readonly deed: Deed;
  readonly at: number;
}

export const partyOf = ({ as }: Deed): Party => (as === 'seller' ? 'seller' : 'buyer');

export const amountFault = (amount: number, min: number, max: number): string | undefined => {
  if (amount > max) return 'amount_too_large';
  return amount < min ? 'amount_too_small' : undefined;
};

export const termsFault = ({ model, item, deed: { remedy, amount } }: Scene): string | undefined =>
  remedy === 'none' ? amountFault(amount, 0, 0) : amountFault(amount, 1, leftOf(model, item));

export const remedyFault = (notReceived: boolean, remedy: Remedy): string | undefined =>
  notReceived && remedy === 'return_and_refund' ? 'remedy_not_allowed' : undefined;

export const wishCurrent = ({ dispute, deed: { version } }: Scene): string | undefined =>
  version >= dispute.wish.version && version <= dispute.proposals ? undefined : 'proposal_outdated';

export const decidedByTeam = ({ dispute: { outcome, state } }: Scene): string | undefined => {
  const isWeighedAnew = state === 'in_mediation' || state === 'evidence_requested';
  return outcome?.by === 'case_management' && !isWeighedAnew ? 'already_decided' : undefined;
};

const filesOf = (dispute: ModelDispute, party: Party): number =>
  dispute.files.filter((file) => file.party === party && !file.removed).length;

export const filesFault = ({ dispute, deed }: Scene): string | undefined => {
  if (deed.isGif && deed.newFiles.length > 0) return 'file_type';
  const count = filesOf(dispute, partyOf(deed)) + deed.newFiles.length;
  return count > 10 ? 'too_many_files' : undefined;
};

export const addFiles = ({ dispute, deed }: Scene): void => {
  for (const id of deed.newFiles) dispute.files.push({ id, party: partyOf(deed), removed: false });
};

export const refundOf = ({ dispute, deed }: Scene) =>
  dispute.refunds.find(({ id }) => id === deed.refundId);

export const refundFault = (scene: Scene, settled: readonly string[]): string | undefined => {
  const refund = refundOf(scene);
  if (!refund) return 'refund_unknown';
  return settled.includes(refund.state) ? 'refund_settled' : undefined;
};
