import { addEvidenceFlow } from './add-evidence.ts';
import { answerOffer } from './answer-offer.ts';
import { appeal } from './appeal.ts';
import { cancelDisputeFlow } from './cancel-dispute.ts';
import { checkDomesticReturn } from './check-domestic-return.ts';
import { checkWarranty } from './check-warranty.ts';
import { compareRemediesFlow } from './compare-remedies.ts';
import { contactSeller } from './contact-seller.ts';
import { disputeHistoryFlow } from './dispute-history.ts';
import { disputeStatus } from './dispute-status.ts';
import { goodsAfterRefund } from './goods-after-refund.ts';
import { keepDraft } from './keep-draft.ts';
import { dialogSet } from './kit/flow-dialog.ts';
import { type Runner, runner } from './kit/run.ts';
import { noticesOff, noticesOn } from './notice-settings.ts';
import { offerDraft } from './offer-draft.ts';
import { openDisputeFlow } from './open-dispute.ts';
import { pickDispute } from './pick-dispute.ts';
import { pickOrder } from './pick-order.ts';
import { proposeTermsFlow } from './propose-terms.ts';
import { leaveQueueFlow, noteForPerson, rateAgentFlow } from './queue-flows.ts';
import { refundStatusFlow } from './refund-status.ts';
import { removeEvidenceFlow } from './remove-evidence.ts';
import { shipReturn } from './ship-return.ts';
import { showArticle } from './show-article.ts';
import { showOrder } from './show-order.ts';
import { signOut } from './sign-out.ts';
import { survey } from './survey.ts';
import { talkToAgent } from './talk-to-agent.ts';
import { trackOrderFlow } from './track-order.ts';

const all: readonly Runner[] = [
  runner(trackOrderFlow),
  runner(openDisputeFlow),
  runner(disputeStatus),
  runner(cancelDisputeFlow),
  runner(answerOffer),
  runner(proposeTermsFlow),
  runner(addEvidenceFlow),
  runner(removeEvidenceFlow),
  runner(shipReturn),
  runner(checkWarranty),
  runner(checkDomesticReturn),
  runner(appeal),
  runner(refundStatusFlow),
  runner(survey),
  runner(compareRemediesFlow),
  runner(disputeHistoryFlow),
  runner(goodsAfterRefund),
  runner(contactSeller),
  runner(talkToAgent),
  runner(noteForPerson),
  runner(leaveQueueFlow),
  runner(rateAgentFlow),
  runner(pickOrder),
  runner(pickDispute),
  runner(showOrder),
  runner(showArticle),
  runner(noticesOff),
  runner(noticesOn),
  runner(signOut),
  runner(keepDraft),
  runner(offerDraft),
];

export const flows: ReadonlyMap<string, Runner> = new Map(all.map((flow) => [flow.name, flow]));

export const flowDialogs = dialogSet(flows);
