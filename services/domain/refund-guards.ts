import type { Refund } from './dispute.ts';
import type { Refusal } from './refusal.ts';
import { type Guards, type LiveSituation, when } from './situation.ts';

/** A payment that failed may be tried again under the same id, so it can still complete. */
export const completed: Guards<'refund_completed'> = {
  standing: (live) => anyRefund(live, mayComplete),
  form: (live, { refundId }) => thisRefund(live, refundId, mayComplete),
};

export const failed: Guards<'refund_failed'> = {
  standing: (live) => anyRefund(live, mayFail),
  form: (live, { refundId }) => thisRefund(live, refundId, mayFail),
};

export const chargeback: Guards<'chargeback'> = {
  standing: ({ dispute: { outcome } }) =>
    when(outcome?.reason === 'superseded_chargeback', () => ({
      code: 'already_superseded',
      rule: 'chargeback',
      facts: {},
    })),
};

type Claim = (refund: Refund) => boolean;

const mayComplete: Claim = ({ state }) => state !== 'completed';
const mayFail: Claim = ({ state }) => state === 'instructed';

const anyRefund = ({ dispute: { refunds } }: LiveSituation, may: Claim): readonly Refusal[] =>
  when(!refunds.some(may), () => ({
    code: refunds.length === 0 ? 'refund_unknown' : 'refund_settled',
    rule: 'refundSettlement',
    facts: {},
  }));

const thisRefund = (
  { dispute }: LiveSituation,
  refundId: string,
  may: Claim,
): readonly Refusal[] => {
  const refund = dispute.refunds.find(({ id }) => id === refundId);
  const rule = 'refundSettlement';
  if (!refund) return [{ code: 'refund_unknown', rule, facts: { refundId } }];
  const { state } = refund;
  return when(!may(refund), () => ({ code: 'refund_settled', rule, facts: { refundId, state } }));
};
