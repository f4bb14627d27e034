import { expect } from 'chai';
import type { RefusalCode } from '../../../services/domain/refusal.ts';
import { aFile, daysAfter, noon, openCommand } from '../../support/fixtures.ts';
import {
  accept,
  appeal,
  completed,
  counter,
  positions,
  propose,
  refuse,
  shipBack,
} from './positions.ts';
import { codes, opened, openForm, play, type Story, unopened } from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
const bigFile = aFile({ bytes: 2 * 1024 * 1024 });
const files = Array.from({ length: 11 }, (_, i) => aFile({ id: `f-${i}` }));
const { subReason: _none, ...withoutSubReason } = openCommand().form;
const taken = { ...unopened(), case_: { ...unopened().case_, otherLiveDisputeId: 'D9' } };
const spent = { ...unopened().case_, money: { ...unopened().case_.money, released: 2490n } };
const bankTook = { ...unopened().case_.money, chargedBackAt: noon };
const chargedBack = { ...unopened().case_, money: bankTook };
const withFile = play(opened(), 'seller', { type: 'add_evidence', files: [aFile()] });
let exhausted = opened();
for (let i = 1; i < 10; i += 1) exhausted = play(exhausted, 'buyer', propose());

/** The services say it; the domain never does. */
type Elsewhere = 'changed_meanwhile';

/** One way to each code. The compiler asks for the ones that are new. */
const waysTo: Readonly<Record<Exclude<RefusalCode, Elsewhere>, () => readonly RefusalCode[]>> = {
  not_shipped: () => codes(unopened({ status: 'paid' }), 'buyer', openCommand()),
  order_cancelled: () => codes(unopened({ status: 'cancelled' }), 'buyer', openCommand()),
  too_early: () => codes(unopened({ shippedAt: noon }), 'buyer', openCommand()),
  window_closed: () => codes(unopened(), 'buyer', openCommand(), daysAfter(noon, 30)),
  protection_ended: () => codes(unopened({ protectionEndsAt: noon }), 'buyer', openCommand()),
  agreement_recorded: () => codes(unopened({ agreementAt: noon }), 'buyer', openCommand()),
  dispute_live: () => codes(taken, 'buyer', openCommand()),
  nothing_left_to_refund: () => codes({ ...unopened(), case_: spent }, 'buyer', openCommand()),
  charged_back: () => codes({ ...unopened(), case_: chargedBack }, 'buyer', openCommand()),
  amount_too_small: () => codes(unopened(), 'buyer', openForm({ amount: 0n })),
  amount_too_large: () => codes(unopened(), 'buyer', openForm({ amount: 9999n })),
  remedy_not_allowed: () =>
    codes(unopened(), 'buyer', openForm({ reason: 'not_received', remedy: 'return_and_refund' })),
  sub_reason_missing: () =>
    codes(unopened(), 'buyer', { ...openCommand(), form: withoutSubReason }),
  text_missing: () => codes(unopened(), 'buyer', openForm({ description: '' })),
  text_too_long: () => codes(unopened(), 'buyer', openForm({ description: 'a'.repeat(1001) })),
  text_has_chinese: () => codes(unopened(), 'buyer', openForm({ description: '坏' })),
  file_type: () => codes(unopened(), 'buyer', openForm({ files: [aFile({ name: 'a.pdf' })] })),
  file_too_large: () => codes(unopened(), 'buyer', openForm({ files: [bigFile] })),
  too_many_files: () => codes(unopened(), 'buyer', openForm({ files })),
  evidence_not_found: () =>
    codes(opened(), 'buyer', { type: 'remove_evidence', evidenceId: 'f-1' }),
  evidence_not_yours: () =>
    codes(withFile, 'buyer', { type: 'remove_evidence', evidenceId: 'f-1' }),
  wrong_role: () => codes(opened(), 'buyer', accept),
  wrong_state: () => codes(opened(), 'buyer', shipBack),
  too_late: () => codes(opened(), 'seller', refuse, daysAfter(noon, 5)),
  not_due: () => codes(opened(), 'clock', { type: 'seller_timeout' }),
  proposal_outdated: () => codes(opened(), 'seller', counter({ proposalVersion: 7 })),
  too_many_proposals: () => codes(exhausted, 'buyer', propose()),
  already_decided: () => codes(at('closed, agreed'), 'buyer', { type: 'cancel' }),
  no_offer: () =>
    codes(at('awaiting_buyer, refused'), 'buyer', { type: 'accept_offer', proposalVersion: 1 }),
  not_by_case_management: () => codes(at('closed, agreed'), 'buyer', appeal),
  already_appealed: () => codes(at('closed, appeal rejected'), 'buyer', appeal),
  already_surveyed: () => codes(at('closed, surveyed'), 'buyer', { type: 'survey', rating: 1 }),
  rating_out_of_range: () => codes(at('closed, agreed'), 'buyer', { type: 'survey', rating: 9 }),
  tracking_number_invalid: () =>
    codes(at('return_to_ship, agreed'), 'buyer', {
      type: 'ship_back',
      shipment: { carrier: 'Correos', trackingNumber: 'RB123456780CN' },
    }),
  refund_unknown: () => codes(at('refund_pending, agreed'), 'payments', completed(9)),
  refund_settled: () => codes(at('closed, agreed'), 'payments', completed()),
  already_superseded: () => codes(at('closed, charged back'), 'payments', { type: 'chargeback' }),
  not_found: () => codes(unopened(), 'buyer', { type: 'cancel' }),
};

describe('every refusal code', () => {
  for (const [code, way] of Object.entries(waysTo))
    it(`${code} is reached`, () => expect(way()).to.include(code));
});
