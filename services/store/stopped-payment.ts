/** Why a payment is parked that must never leave, not even when somebody reads again what was told. */
export const stopped = 'superseded_chargeback';
