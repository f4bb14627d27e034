import { previewCommand } from '../services/disputes/preview-command.ts';
import { shipBack } from '../services/disputes/ship-back.ts';
import type { Deadline, Preview } from '../services/domain/command.ts';
import type { Refusal } from '../services/domain/refusal.ts';
import type { DisputeView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute, given, textArg } from './kit/args.ts';
import { beginning, choice } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { fact, moment, phrase, quote } from './kit/values.ts';
import { hasLetter } from './kit/words.ts';
import { refusedNow, refusedWrite } from './refused-write.ts';
import { statusMessage } from './status-message.ts';

/** A tracking number has at most this many groups; more words are a sentence. */
const maxGroups = 6;

type Draft = {
  readonly disputeId: string;
  readonly orderId: string;
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly seq: number;
  /** The number is asked again at once: the date and the rest were said. */
  readonly again: boolean;
};

/** The buyer's return: by when, the tracking number (checked), the carrier, and what the seller does then. */
export const shipReturn: Flow<Draft> = {
  name: 'ship-return',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...aboutDispute(args),
    trackingNumber: textArg(args, 'trackingNumber') ?? '',
    carrier: '',
    seq: 0,
    again: false,
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    number: { enter: askNumber, take: takeNumber, hint: 'return.number_hint' },
    carrier: { enter: askCarrier, take: takeCarrier, hint: 'return.carrier_hint', freeText: true },
    confirm: {
      enter: askConfirm,
      take: takeConfirm,
      hint: 'return.confirm_hint',
      unclear: 'return.tell_unclear_words',
      moves: ['tell'],
    },
  },
};

/** What the preview needs where the buyer was not asked yet: a number and a name that nothing is wrong with. */
const anyNumber = '00000';
const anyCarrier = '-';

const commandOf = ({ carrier, trackingNumber }: Pick<Draft, 'carrier' | 'trackingNumber'>) =>
  ({ type: 'ship_back', shipment: { carrier, trackingNumber } }) as const;

async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const said = given('trackingNumber', draft.trackingNumber || undefined);
  const found = await disputeOrPick(draft, 'ship-return', scene, said);
  if (!found.picked) return found.next;
  const { view } = found;
  const { id: disputeId, phase, returnShipment } = view.dispute;
  if (phase.state === 'return_in_transit' && returnShipment) {
    const { carrier, trackingNumber } = returnShipment;
    const lead = [phrase('return.already', { carrier: quote(carrier), number: trackingNumber })];
    return { do: 'end', say: [statusMessage(view, scene, lead)] };
  }
  const command = commandOf({ carrier: anyCarrier, trackingNumber: anyNumber });
  const tried = await previewCommand(scene.ctx, disputeId, command);
  if (!tried.ok) return refusedNow(view, tried.refusals, scene);
  const known = { ...draft, disputeId };
  return draft.trackingNumber
    ? checked(known, draft.trackingNumber, scene)
    : { do: 'goto', step: 'number', draft: known };
}

async function askNumber(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'ship-return', scene);
  if (!found.picked) return found.next;
  const { deadlines, item, order } = found.view;
  return {
    do: 'ask',
    draft: { ...draft, again: false },
    message: {
      ...(draft.again ? {} : { heading: phrase('common.title', { title: quote(item.title) }) }),
      text: [
        ...(draft.again ? [] : [...dateText(deadlines, 'returnShipBy'), phrase('return.address')]),
        phrase('return.ask_number'),
      ],
      choices: [
        choice(scene, 'later', 'return.later'),
        beginning(scene, 'common.contact_seller', 'contact-seller', { orderId: order.id }),
      ],
    },
  };
}

function dateText(deadlines: Preview['deadlines'], rule: Deadline['rule']) {
  const due = deadlines.find((deadline) => deadline.rule === rule);
  return due ? [phrase(`deadline.${rule}`, { at: moment(due.at) })] : [];
}

function takeNumber(draft: Draft, reply: Reply, scene: Scene): Next<Draft> | Promise<Next<Draft>> {
  if (reply.kind === 'choice')
    return reply.id === 'later' ? unchanged(draft, 'return.not_yet', scene) : { do: 'miss' };
  const [found] = scene.knowledge.understand(reply.text).entities.trackingNumbers;
  const typed = reply.text.trim();
  const isNumber = /\d/.test(typed) && typed.split(/\s/).length <= maxGroups;
  if (found === undefined && !isNumber) return { do: 'miss' };
  return checked(draft, found ?? typed, scene);
}

/** The number by the rules of the domain; one that is mistyped is asked again. */
async function checked(draft: Draft, trackingNumber: string, scene: Scene): Promise<Next<Draft>> {
  const command = commandOf({ carrier: anyCarrier, trackingNumber });
  const tried = await previewCommand(scene.ctx, draft.disputeId, command);
  // Who corrects the number has named the carrier already.
  const step = draft.carrier ? 'confirm' : 'carrier';
  if (tried.ok) return { do: 'goto', step, draft: { ...draft, trackingNumber } };
  const [refusal] = tried.refusals;
  if (refusal?.code !== 'tracking_number_invalid')
    return refusedWrite(tried.refusals, draft.disputeId, scene);
  const again = { ...draft, again: true };
  return { do: 'goto', step: 'number', draft: again, say: [whatIsWrong(refusal)] };
}

const whatIsWrong = (refusal: Refusal): Message => {
  const { format, trackingNumber } = refusal.facts;
  const typo = phrase('return.number_typo', { number: String(trackingNumber) });
  return { text: [format === 's10_invalid' ? typo : explain(refusal)] };
};

function askCarrier(draft: Draft, scene: Scene): Next<Draft> {
  const text = [phrase('return.ask_carrier', { number: draft.trackingNumber })];
  const choices = [choice(scene, 'later', 'return.later')];
  return { do: 'ask', draft, message: { text, choices } };
}

async function takeCarrier(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind === 'choice' && reply.id === 'later')
    return unchanged(draft, 'return.not_yet', scene);
  if (reply.kind !== 'text' || !hasLetter(reply.text)) return { do: 'miss' };
  const carrier = reply.text.trim();
  const { disputeId, trackingNumber } = draft;
  const command = commandOf({ carrier, trackingNumber });
  const tried = await previewCommand(scene.ctx, disputeId, command);
  if (tried.ok) return { do: 'goto', step: 'confirm', draft: { ...draft, carrier } };
  const isText = tried.refusals.every(({ facts }) => facts.field === 'carrier');
  if (!isText) return refusedWrite(tried.refusals, disputeId, scene);
  return { do: 'goto', step: 'carrier', draft, say: [{ text: tried.refusals.map(explain) }] };
}

async function askConfirm(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'ship-return', scene);
  if (!found.picked) return found.next;
  const { view } = found;
  const { id, seq } = view.dispute;
  const previewed = await previewCommand(scene.ctx, id, commandOf(draft));
  if (!previewed.ok) return refusedNow(view, previewed.refusals, scene);
  return {
    do: 'ask',
    draft: { ...draft, seq },
    message: summary(draft, view, previewed.value, scene),
  };
}

const summary = (draft: Draft, view: DisputeView, preview: Preview, scene: Scene): Message => ({
  heading: phrase('common.title', { title: quote(view.item.title) }),
  text: [
    phrase('return.confirm'),
    ...dateText(preview.deadlines, 'sellerReceiptUntracked'),
    phrase('return.ask_tell'),
  ],
  facts: [
    fact('common.dispute', phrase('common.text', { text: view.dispute.id })),
    fact('return.number', phrase('common.text', { text: draft.trackingNumber })),
    fact('return.carrier', phrase('common.text', { text: quote(draft.carrier) })),
  ],
  choices: [
    choice(scene, 'tell', 'return.tell', { tone: 'primary' }),
    choice(scene, 'edit', 'return.edit'),
    choice(scene, 'later', 'return.later'),
  ],
});

async function takeConfirm(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  const { disputeId, seq: expectedSeq, carrier, trackingNumber } = draft;
  if (reply.id === 'edit') return { do: 'goto', step: 'number', draft: { ...draft, again: true } };
  if (reply.id === 'later') return unchanged(draft, 'return.not_yet', scene);
  if (reply.id !== 'tell') return { do: 'miss' };
  const shipped = await shipBack(scene.ctx, { disputeId, expectedSeq, carrier, trackingNumber });
  if (!shipped.ok) return refusedWrite(shipped.refusals, disputeId, scene);
  return { do: 'end', say: [statusMessage(shipped.value, scene, [phrase('return.told')])] };
}

async function unchanged(draft: Draft, lead: string, scene: Scene): Promise<Next<Draft>> {
  const found = await disputeOrPick(draft, 'ship-return', scene);
  if (!found.picked) return found.next;
  return { do: 'end', say: [statusMessage(found.view, scene, [phrase(lead)])] };
}
