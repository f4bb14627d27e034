import { expect } from 'chai';
import { allowedActions } from '../../../services/domain/allowed-actions.ts';
import { refusedActions } from '../../../services/domain/refused-actions.ts';
import { commandTypes } from '../../../services/domain/transitions.ts';
import { aShippedOrder } from '../../support/fixtures.ts';
import { positions } from './positions.ts';
import { actor, opened, roles, rules, type Story, unopened } from './story.ts';

const refusedIn = ({ case_, now }: Story, role: (typeof roles)[number]) =>
  refusedActions(case_, actor(role), now, rules);

describe('what is refused', () => {
  it('and what is allowed are two halves of all actions, for every role in every position', () => {
    for (const [name, story] of Object.entries(positions)) {
      for (const role of roles) {
        const allowed = allowedActions(story.case_, actor(role), story.now, rules);
        const both = allowed
          .map(({ type }) => type)
          .filter((type) => refusedIn(story, role).some((one) => one.type === type));
        expect(both, `${role} in ${name}`).to.deep.equal([]);
      }
    }
  });

  it('always says by which rule', () => {
    for (const { type, refusals } of refusedIn(opened(), 'buyer')) {
      expect(commandTypes).to.include(type);
      expect(refusals.map(({ rule }) => rule)).to.not.include(undefined);
    }
  });

  it('without a dispute is opening alone, if something stands in its way', () => {
    expect(refusedIn(unopened(), 'buyer')).to.deep.equal([]);
    const early = unopened();
    const order = aShippedOrder({ shippedAt: early.now });
    const case_ = { ...early.case_, order };
    const [only, ...others] = refusedIn({ ...early, case_ }, 'buyer');
    expect(only?.type).to.equal('open');
    expect(only?.refusals.map(({ code }) => code)).to.deep.equal(['too_early']);
    expect(others).to.deep.equal([]);
  });
});
