import type { Command } from './command.ts';
import type { Dispute, EvidenceFile } from './dispute.ts';
import type { DisputeEvent } from './event.ts';
import type { Order } from './order.ts';

/** Stands where a person's words were. A sign, no sentence: it is shown in every language. */
export const erased = '[erased]';

/** RFC 2606: an address that can't be anybody's. */
const nobody = 'erased@erased.invalid';

/** The dispute without what people wrote and what they called their files; amounts, ids, states and dates stay. */
export const disputeWithoutWords = (dispute: Dispute): Dispute => ({
  ...dispute,
  description: erased,
  proposals: dispute.proposals.map(withoutMessage),
  evidence: dispute.evidence.map(fileWithoutName),
  phase: 'what' in dispute.phase ? { ...dispute.phase, what: erased } : dispute.phase,
  refunds: dispute.refunds.map((refund) =>
    refund.failure === undefined ? refund : { ...refund, failure: erased },
  ),
  ...(dispute.outcome && {
    outcome: {
      ...dispute.outcome,
      ...(dispute.outcome.explanation !== undefined && { explanation: erased }),
    },
  }),
  ...(dispute.appeal && { appeal: { ...dispute.appeal, reason: erased } }),
  ...(dispute.survey && { survey: withoutWords(dispute.survey) }),
});

/** Folding such events gives the dispute of `disputeWithoutWords` (I7). */
export const eventWithoutWords = (event: DisputeEvent): DisputeEvent => ({
  ...event,
  body: { ...event.body, command: commandWithoutWords(event.body.command) },
});

const commandWithoutWords = (command: Command): Command => {
  switch (command.type) {
    case 'open': {
      const { form } = command;
      const files = form.files.map(fileWithoutName);
      return { ...command, form: { ...form, description: erased, files } };
    }
    case 'refuse':
    case 'counter':
    case 'propose':
      return withoutMessage(command);
    case 'request_evidence':
      return { ...command, what: erased };
    case 'rule':
    case 'decide_appeal':
      return { ...command, explanation: erased };
    case 'contest_return':
      return { ...command, reason: erased };
    case 'appeal':
      return { ...command, reason: erased, files: command.files.map(fileWithoutName) };
    case 'add_evidence':
      return { ...command, files: command.files.map(fileWithoutName) };
    case 'refund_failed':
      return { ...command, failure: erased };
    case 'survey':
      return withoutWords(command);
    default:
      return command;
  }
};

/** The order without its buyer's name and address and without the places that the parcel was seen at. */
export const orderWithoutPerson = (order: Order): Order => ({
  ...order,
  buyer: { ...order.buyer, name: erased, email: nobody },
  shipments: order.shipments.map((shipment) => ({
    ...shipment,
    events: shipment.events.map(({ at, status }) => ({ at, status })),
  })),
});

/** The extension stays: it is part of the rules' verdict, and no part of a name. */
export const fileWithoutName = <F extends Pick<EvidenceFile, 'name'>>(file: F): F => ({
  ...file,
  name: `${erased}${/\.[a-z]{1,5}$/i.exec(file.name)?.[0] ?? ''}`,
});

const withoutMessage = <T extends { readonly message?: string }>(part: T): T =>
  part.message === undefined ? part : { ...part, message: erased };

const withoutWords = <T extends { readonly words?: string }>(part: T): T =>
  part.words === undefined ? part : { ...part, words: erased };
