import type { Reason, Remedy, SubReason } from '../../services/domain/dispute.ts';
import { given, textArg } from '../kit/args.ts';
import type { JsonArgs } from '../kit/message.ts';
import type { Oversized, Photo } from '../photo.ts';

export const reasons: readonly Reason[] = ['not_received', 'not_as_described'];
export const subReasons: readonly SubReason[] = [
  'damaged',
  'wrong_item',
  'missing_parts',
  'counterfeit',
  'size_or_colour',
  'quality',
  'other',
];
export const remedies: readonly Remedy[] = ['refund_only', 'return_and_refund'];

/** The form so far. What is missing is asked, in this order. */
export type OpenDraft = {
  readonly orderId?: string;
  readonly itemId?: string;
  readonly reason?: Reason;
  readonly subReason?: SubReason;
  readonly remedy?: Remedy;
  /** Minor units as text. */
  readonly amount?: string;
  /** Said before the order was known: `all`, or minor units as text; used if it fits the order. */
  readonly said?: string;
  readonly saidCurrency?: string;
  readonly description?: string;
  /** Without the Chinese characters, for the buyer to approve. */
  readonly cleaned?: string;
  /** `cleaned` is the beginning of a text that was too long. */
  readonly cut?: true;
  readonly photos: readonly Photo[];
  /** The photos were given or declined. */
  readonly photosDone?: true;
  /** Waiting for a yes to their smaller copies. */
  readonly oversized: readonly Oversized[];
};

/** A draft of the facts that were said at once, or kept from an older version. */
export function startDraft(args: JsonArgs): OpenDraft {
  return {
    ...given('orderId', textArg(args, 'orderId')),
    ...given('itemId', textArg(args, 'itemId')),
    ...given('reason', oneOf(reasons, args.reason)),
    ...given('subReason', oneOf(subReasons, args.subReason)),
    ...given('remedy', oneOf(remedies, args.remedy)),
    ...given('amount', minorOf(args.amount)),
    ...given('said', saidOf(args.said)),
    ...given('saidCurrency', textArg(args, 'saidCurrency')),
    ...given('description', textArg(args, 'description')),
    ...given('cleaned', textArg(args, 'cleaned')),
    ...(args.cut === true ? { cut: true } : {}),
    ...(args.photosDone === true ? { photosDone: true } : {}),
    photos: [],
    oversized: [],
  };
}

/** `all`, a share as `50%`, or minor units. */
export const saidOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^(all|\d{1,3}%|\d{1,15})$/.test(value) ? value : undefined;

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);

const minorOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{1,15}$/.test(value) ? value : undefined;

export type Slot = 'order' | 'reason' | 'remedy' | 'amount' | 'description' | 'photos';

/** The draft with one answer taken back, and what hangs on it: it is asked again, the rest stays. */
export function without(draft: OpenDraft, slot: Slot): OpenDraft {
  const { orderId: _o, itemId: _i, ...noOrder } = draft;
  const { reason: _r, subReason: _s, remedy: _m, ...noReason } = draft;
  const { remedy: _m2, ...noRemedy } = draft;
  const { amount: _a, ...noAmount } = draft;
  const { description: _d, ...noDescription } = draft;
  const { photosDone: _p, ...noPhotos } = draft;
  switch (slot) {
    case 'order': {
      const { amount: _also, ...rest } = noOrder;
      return rest;
    }
    case 'reason':
      return noReason;
    case 'remedy':
      return noRemedy;
    case 'amount':
      return noAmount;
    case 'description':
      return noDescription;
    case 'photos':
      return { ...noPhotos, photos: [], oversized: [] };
  }
}
