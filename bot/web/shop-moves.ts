import { allowedActions } from '../../services/domain/allowed-actions.ts';
import type { Case, CommandType } from '../../services/domain/command.ts';
import type { Actor } from '../../services/domain/dispute.ts';
import type { Rulebook } from '../../services/domain/rulebook.ts';
import type { Instant } from '../../services/domain/time.ts';

/** A button, with the fields that its form sends. */
export interface Move {
  readonly label: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Shown as inputs, filled in. */
  readonly inputs: readonly {
    readonly name: string;
    readonly label: string;
    readonly value: string;
  }[];
}

/** Whom the visitor can play in a dispute besides the buyer. */
export interface Player {
  readonly title: string;
  readonly action: string;
  readonly moves: readonly Move[];
}

const move = (
  label: string,
  fields: Readonly<Record<string, string>>,
  inputs: Move['inputs'] = [],
): Move => ({
  label,
  fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
  inputs,
});

const reason = (value: string) => ({ name: 'words', label: 'Reason', value });
const amount = (value: string) => ({ name: 'amount', label: 'Amount', value });

type Make = (half: string) => readonly Move[];
type Offers = Partial<Record<CommandType, Make>>;

const seller: Offers = {
  accept: () => [move('Accept the request', { move: 'accept' })],
  refuse: () => [
    move('Refuse it', { move: 'refuse' }, [
      { name: 'words', label: 'Message', value: 'The item was fine when it left us.' },
    ]),
  ],
  counter: (half) => [move('Offer another amount', { move: 'counter' }, [amount(half)])],
  confirm_receipt: () => [move('Confirm the return', { move: 'confirm_receipt' })],
  contest_return: () => [
    move('Contest the return', { move: 'contest_return' }, [reason('The box came back empty.')]),
  ],
};

const caseManager: Offers = {
  rule: (half) => [
    move('Decide: full refund', { move: 'rule', outcome: 'full' }, [
      reason('The photos show the damage.'),
    ]),
    move('Decide: partial refund', { move: 'rule', outcome: 'partial' }, [
      amount(half),
      reason('The item works, but not as described.'),
    ]),
    move('Decide: no refund', { move: 'rule', outcome: 'rejected' }, [
      reason('Nothing in the file shows a fault.'),
    ]),
  ],
  request_evidence: () => [
    move('Ask the buyer for evidence', { move: 'request_evidence' }, [
      { name: 'words', label: 'What', value: 'A photo of the whole item' },
    ]),
  ],
  decide_appeal: () => [
    move('Uphold the appeal', { move: 'decide_appeal', decision: 'upheld' }, [
      reason('The new photos show the fault.'),
    ]),
    move('Reject the appeal', { move: 'decide_appeal', decision: 'rejected' }, [
      reason('The appeal brings nothing new.'),
    ]),
  ],
};

const payments: Offers = {
  refund_completed: () => [move('The refund has arrived', { result: 'completed' })],
  refund_failed: () => [move('The refund failed', { result: 'failed' })],
};

/** What each player may do now: what the domain allows, nothing else. `half` fills the amount of an offer. */
export function playersOf(
  case_: Case,
  half: string,
  now: Instant,
  rules: Rulebook,
): readonly Player[] {
  const players: readonly { title: string; action: string; actor: Actor; offers: Offers }[] = [
    {
      title: 'Play the seller',
      action: '/demo/seller',
      actor: { role: 'seller', id: case_.order.seller.id },
      offers: seller,
    },
    {
      title: 'Play the Case Management Team',
      action: '/demo/case-manager',
      actor: { role: 'case_manager', id: 'demo-case-manager' },
      offers: caseManager,
    },
    {
      title: 'Play the bank',
      action: '/demo/payments',
      actor: { role: 'payments', id: 'payments' },
      offers: payments,
    },
  ];
  return players
    .map(({ title, action, actor, offers }) => ({
      title,
      action,
      moves: allowedActions(case_, actor, now, rules).flatMap(
        ({ type }) => offers[type]?.(half) ?? [],
      ),
    }))
    .filter(({ moves }) => moves.length > 0);
}
