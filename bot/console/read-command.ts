import type { Command, CommandType } from '../../services/domain/command.ts';
import type { EvidenceFile, Reason, Remedy, SubReason } from '../../services/domain/dispute.ts';
import { decimalString, parseMoney } from '../../services/domain/money.ts';
import { toEvidenceFile } from '../../services/evidence/to-evidence-file.ts';
import type { Upload } from '../../services/evidence-port.ts';
import { grounds, subReasons } from './desk-labels.ts';

/** What a form has to be read with: the order's currency, the files of the chat, the dispute as it was shown. */
export interface FormFacts {
  readonly currency: string;
  readonly uploads: readonly Upload[];
  readonly proposalVersion: number;
}

export type ReadCommand =
  | { readonly ok: true; readonly command: Command }
  /** What is typed wrong, before any rule is asked. */
  | { readonly ok: false; readonly words: string };

const wrong = (words: string): ReadCommand => ({ ok: false, words });
const right = (command: Command): ReadCommand => ({ ok: true, command });

const read = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim();

/** The command that a form of a case stands for. What the marketplace's rules say of it, they say later. */
export function readCommand(type: string, form: URLSearchParams, facts: FormFacts): ReadCommand {
  const amount = parseMoney(read(form, 'amount'), facts.currency)?.minor;
  switch (type as CommandType) {
    case 'open':
      return readOpen(form, facts, amount);
    case 'propose':
      return amount === undefined ? noAmount(facts) : right(proposal(form, amount));
    case 'accept_offer':
      return right({ type: 'accept_offer', proposalVersion: facts.proposalVersion });
    case 'cancel':
      return right({ type: 'cancel' });
    case 'appeal':
      return right({ type: 'appeal', reason: read(form, 'reason'), files: filesOf(form, facts) });
    case 'ship_back':
      return right({
        type: 'ship_back',
        shipment: { carrier: read(form, 'carrier'), trackingNumber: read(form, 'tracking') },
      });
    case 'add_evidence': {
      const files = filesOf(form, facts);
      return files.length === 0
        ? wrong('Tick at least one file.')
        : right({ type: 'add_evidence', files });
    }
    case 'remove_evidence':
      return right({ type: 'remove_evidence', evidenceId: read(form, 'evidence') });
    default:
      return readManagers(type, form, facts, amount);
  }
}

/** What a case manager may say. */
function readManagers(
  type: string,
  form: URLSearchParams,
  facts: FormFacts,
  amount: bigint | undefined,
): ReadCommand {
  switch (type) {
    case 'request_evidence': {
      const party = read(form, 'party') === 'seller' ? 'seller' : 'buyer';
      return right({ type, party, what: read(form, 'what') });
    }
    case 'rule':
      return readRuling(form, facts, amount);
    case 'decide_appeal': {
      const upheld = read(form, 'decision') === 'upheld';
      if (upheld && amount === undefined) return noAmount(facts);
      return right({
        ...{
          type,
          decision: upheld ? 'upheld' : 'rejected',
          explanation: read(form, 'explanation'),
        },
        ...(upheld && amount !== undefined && { amount }),
      });
    }
    default:
      return wrong('This can’t be done here.');
  }
}

function readRuling(
  form: URLSearchParams,
  facts: FormFacts,
  amount: bigint | undefined,
): ReadCommand {
  const outcome = read(form, 'outcome');
  const explanation = read(form, 'explanation');
  if (outcome === 'rejected') return right({ type: 'rule', outcome, explanation });
  if (outcome === 'full')
    return right({ type: 'rule', outcome, remedy: remedyOf(form), explanation });
  if (outcome !== 'partial') return wrong('Choose the outcome.');
  if (amount === undefined) return noAmount(facts);
  return right({ type: 'rule', outcome, remedy: remedyOf(form), amount, explanation });
}

function readOpen(
  form: URLSearchParams,
  facts: FormFacts,
  amount: bigint | undefined,
): ReadCommand {
  const reason = read(form, 'reason');
  if (!(reason in grounds)) return wrong('Choose what went wrong.');
  const sub = read(form, 'sub');
  if (amount === undefined) return noAmount(facts);
  return right({
    type: 'open',
    disputeId: '',
    form: {
      ...{ reason: reason as Reason, remedy: remedyOf(form), amount },
      ...(reason === 'not_as_described' && sub in subReasons && { subReason: sub as SubReason }),
      ...{ description: read(form, 'description'), files: filesOf(form, facts) },
    },
  });
}

const proposal = (form: URLSearchParams, amount: bigint): Command => {
  const message = read(form, 'message');
  return { type: 'propose', remedy: remedyOf(form), amount, ...(message !== '' && { message }) };
};

const remedyOf = (form: URLSearchParams): Remedy =>
  read(form, 'remedy') === 'return_and_refund' ? 'return_and_refund' : 'refund_only';

const noAmount = ({ currency }: FormFacts): ReadCommand =>
  wrong(
    `Type the amount in ${currency}, for example ${decimalString({ minor: 2490n, currency })}.`,
  );

/** Ticked, of this chat, and accepted: whatever ids a form names. */
const filesOf = (form: URLSearchParams, { uploads }: FormFacts): readonly EvidenceFile[] => {
  const ticked = new Set(form.getAll('file'));
  return uploads
    .filter(({ id }) => ticked.has(id))
    .flatMap((upload) => toEvidenceFile(upload) ?? []);
};
