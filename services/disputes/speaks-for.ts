import type { Actor, Dispute } from '../domain/dispute.ts';

export const forBuyer = ({ buyerId }: Dispute): Actor => ({ role: 'buyer', id: buyerId });
export const forSeller = ({ sellerId }: Dispute): Actor => ({ role: 'seller', id: sellerId });
