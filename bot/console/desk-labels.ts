import type { DeskEventKind, HandoffReason, HandoffState } from '../../services/handoff-port.ts';

type Labels = Readonly<Record<string, string>>;

export const reasonLabels: Readonly<Record<HandoffReason, string>> = {
  asked: 'Asked for a person',
  misunderstood: 'Not understood by the bot',
  refund_overdue: 'Refund overdue',
  refund_failed: 'Refund failed',
  risk: 'Words of risk',
  protection_ending: 'Protection about to end',
};

export const riskLabels: Labels = {
  self_harm: 'Danger to life',
  threat: 'Threat',
  police: 'Police',
  lawyer: 'Lawyer',
  chargeback: 'Chargeback',
  fraud: 'Fraud',
};

export const stateLabels: Readonly<Record<HandoffState, string>> = {
  waiting: 'Waiting',
  claimed: 'In work',
  waiting_buyer: 'Waiting for buyer',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  left: 'Buyer left the line',
  back_to_bot: 'Back with the bot',
};

export const channelLabels: Labels = {
  directline: 'Web chat',
  webchat: 'Web chat',
  msteams: 'Teams',
  slack: 'Slack',
  facebook: 'Messenger',
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  sms: 'SMS',
  'twilio-sms': 'SMS',
  email: 'E-mail',
  emulator: 'Emulator',
  terminal: 'Terminal',
};

export const goalLabels: Labels = {
  'open-dispute': 'Open a dispute',
  'cancel-dispute': 'Cancel a dispute',
  'add-evidence': 'Add evidence',
  'remove-evidence': 'Remove a file',
  'ship-return': 'Send the item back',
  'propose-terms': 'Ask for something else',
  'answer-offer': 'Answer the offer',
  appeal: 'Appeal',
  survey: 'Survey',
  'track-order': 'Track an order',
  'refund-status': 'Follow a refund',
  'contact-seller': 'Write to the seller',
};

export const roleWords: Labels = {
  buyer: 'the buyer',
  seller: 'the seller',
  case_manager: 'case managers',
  agent: 'agents',
  clock: 'the clock',
  payments: 'payments',
};

export const disputeStateWords: Labels = {
  awaiting_seller: 'Waiting for the seller',
  awaiting_buyer: 'Waiting for the buyer',
  in_mediation: 'In mediation',
  evidence_requested: 'Evidence requested',
  return_to_ship: 'Buyer sends it back',
  return_in_transit: 'Return on its way',
  refund_pending: 'Refund on its way',
  closed: 'Closed',
  in_appeal: 'In appeal',
};

export const commandWords: Labels = {
  open: 'Open a dispute',
  accept: 'Accept the request',
  refuse: 'Refuse the request',
  counter: 'Make an offer',
  propose: 'Ask for something else',
  accept_offer: 'Accept the offer',
  request_evidence: 'Ask for evidence',
  rule: 'Rule on the dispute',
  ship_back: 'Enter the return parcel',
  confirm_receipt: 'Confirm the return',
  contest_return: 'Contest the return',
  cancel: 'Cancel the dispute',
  appeal: 'Appeal',
  decide_appeal: 'Decide the appeal',
  survey: 'Fill in the survey',
  add_evidence: 'Add evidence',
  remove_evidence: 'Remove a file',
};

/** What has happened, in a timeline. */
export const eventWords: Labels = {
  open: 'Dispute opened',
  accept: 'Seller accepted',
  refuse: 'Seller refused',
  counter: 'Seller made an offer',
  seller_timeout: 'Seller did not answer in time',
  propose: 'Buyer asked for something else',
  accept_offer: 'Buyer accepted the offer',
  escalate: 'Escalated to case management',
  request_evidence: 'Evidence requested',
  evidence_deadline: 'Time for the evidence is over',
  rule: 'Ruling',
  ship_back: 'Buyer sent the item back',
  return_delivered: 'Return delivered',
  return_lapses: 'Return not sent in time',
  confirm_receipt: 'Seller confirmed the return',
  contest_return: 'Seller contested the return',
  receipt_timeout: 'Return counted as received',
  refund_completed: 'Refund paid',
  refund_failed: 'Refund failed',
  cancel: 'Dispute cancelled',
  appeal: 'Buyer appealed',
  decide_appeal: 'Appeal decided',
  survey: 'Survey filled in',
  add_evidence: 'Evidence added',
  remove_evidence: 'File removed',
  chargeback: 'Chargeback',
};

export const deskEventWords: Readonly<Record<DeskEventKind, string>> = {
  requested: 'Asked for a person',
  wish: 'Buyer added a note',
  claimed: 'Claimed',
  released: 'Put back into the queue',
  assigned: 'Given to a colleague',
  taken_over: 'Taken over',
  message: 'Message',
  note: 'Note',
  handed_back: 'Handed back to the bot',
  resolved: 'Resolved',
  reopened: 'Resolve undone',
  snoozed: 'Snoozed',
  woken: 'Snooze over',
  waiting_buyer: 'Waiting for the buyer',
  buyer_back: 'Buyer is back',
  buyer_left: 'Buyer left the line',
  agent_silent: 'Back in the queue: no answer in time',
  buyer_silent: 'Closed: the buyer did not answer',
  facts: 'Deadlines or money changed',
  acted: 'Done for the buyer',
  approval_asked: 'Second person asked',
  approval_decided: 'Second person decided',
  rated: 'Rated by the buyer',
  moved: 'Goes on in another chat of the buyer’s',
  hub: 'Outside hub',
};

export const deadlineWords: Labels = {
  sellerResponse: 'Seller answers',
  escalation: 'Escalates to case management',
  evidenceRequest: 'Evidence due',
  returnShipBy: 'Buyer sends the item back',
  sellerReceiptTracked: 'Seller confirms the return',
  sellerReceiptUntracked: 'Seller confirms the return',
  appealWithinDays: 'Appeal window ends',
  surveyWithinDays: 'Survey ends',
  buyerProtection: 'Buyer Protection ends',
};

export const grounds: Labels = {
  not_received: 'Item did not arrive',
  not_as_described: 'Not as described',
};

export const subReasons: Labels = {
  damaged: 'Damaged or broken',
  wrong_item: 'Wrong item',
  missing_parts: 'Parts are missing',
  counterfeit: 'Fake item',
  size_or_colour: 'Wrong size or colour',
  quality: 'Poor quality',
  other: 'Something else',
};

export const closeReasons: Labels = {
  seller_agreed: 'Seller agreed',
  seller_timeout: 'Seller did not answer in time',
  buyer_accepted_offer: 'Buyer accepted the offer',
  ruling_full: 'Ruling: full refund',
  ruling_partial: 'Ruling: part of the money',
  ruling_rejected: 'Ruling: no refund',
  buyer_cancelled: 'Buyer cancelled',
  return_lapsed: 'Return not sent in time',
  superseded_chargeback: 'Chargeback',
  appeal_upheld: 'Appeal upheld',
  appeal_rejected: 'Appeal rejected',
};

export const orderStates: Labels = {
  paid: 'Paid, not sent yet',
  shipped: 'Sent',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

export const trackingStates: Labels = {
  label_created: 'Label made, not handed over',
  in_transit: 'On its way',
  out_for_delivery: 'Out for delivery',
  delivered: 'Delivered',
  exception: 'Problem on the way',
};

export const verdictLabels: Labels = {
  accepted: 'Good to use',
  file_type: 'Refused: not a picture that can be used',
  file_too_large: 'Refused: too large',
  image_broken: 'Refused: damaged',
  image_too_many_pixels: 'Refused: too many pixels',
};

/** The label, or the code itself: a new code is better than nothing. */
export const labelOf = (labels: Labels, code: string): string =>
  labels[code] ?? code.replaceAll(/[_-]/g, ' ');
