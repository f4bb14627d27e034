import type { Context, Tx } from '../../services/ports.ts';
import type { Parts } from './command.ts';

/** An operator with the database's password sees everything. */
export const systemContext = ({ store, rulebooks, ids, clock }: Parts, tx: Tx): Context => ({
  ...{ tx, store, rulebooks, ids },
  now: clock.now(),
  principal: { kind: 'system' },
});
