import type { Refusal } from './refusal.ts';
import { type Guards, when } from './situation.ts';
import { neededText } from './text-rules.ts';
import { trackingFormat } from './tracking-number.ts';

export const shipBack: Guards<'ship_back'> = {
  form: ({ rules }, { shipment }) => [
    ...neededText('carrier', shipment.carrier, rules),
    ...trackingRefusals(shipment.trackingNumber),
  ],
};

export const returnDelivered: Guards<'return_delivered'> = {
  standing: ({ dispute: { phase, returnShipment } }) =>
    when(returnShipment?.deliveredAt !== undefined, () => ({
      code: 'wrong_state',
      rule: 'transitions',
      facts: { action: 'return_delivered', state: phase.state },
    })),
  form: ({ now }, { deliveredAt }) =>
    when(deliveredAt > now, () => ({
      code: 'not_due',
      rule: 'sellerReceiptTracked',
      facts: { action: 'return_delivered' },
      from: deliveredAt,
    })),
};

export const contestReturn: Guards<'contest_return'> = {
  form: ({ rules }, { reason }) => neededText('reason', reason, rules),
};

/** What carriers print: letters, digits, dashes and spaces between them. */
const plausible = /^[a-z\d][a-z\d -]{3,38}[a-z\d]$/i;

/** A number in the shape of UPU S10 must have the right check digit; others can only look plausible. */
const trackingRefusals = (text: string): readonly Refusal[] => {
  const trackingNumber = text.trim();
  const format = trackingFormat(trackingNumber);
  return when(format === 's10_invalid' || !plausible.test(trackingNumber), () => ({
    code: 'tracking_number_invalid',
    rule: 'returnTracking',
    facts: { trackingNumber, format },
  }));
};
