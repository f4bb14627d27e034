import { expect } from 'chai';
import { cannedFields, fillCanned } from '../../../services/staff/canned.ts';
import { waitAfter } from '../../../services/staff/lockout.ts';
import { passwordFault } from '../../../services/staff/password-rules.ts';
import { readLogin, readName } from '../../../services/staff/read-login.ts';

describe('a canned reply', () => {
  it('is filled field by field, with or without spaces', () => {
    const text = 'Hello {{buyer.name}}, order {{ order.id }} of {{buyer.name}}.';
    expect(fillCanned(text, { 'buyer.name': 'Ada', 'order.id': '81' })).to.deep.equal({
      ...{ text: 'Hello Ada, order 81 of Ada.', missing: [] },
    });
  });

  it('keeps what is not known in this case, and names it', () => {
    expect(
      fillCanned('{{dispute.id}} {{buyer.name}} {{dispute.id}}', { 'buyer.name': 'A' }),
    ).to.deep.equal({
      ...{ text: '{{dispute.id}} A {{dispute.id}}', missing: ['dispute.id'] },
    });
  });

  it('never reads a value again, and knows no field but its own', () => {
    const values = { 'buyer.name': "{{order.id}} $& $1 $' {{constructor}}", 'order.id': '81' };
    expect(fillCanned('{{buyer.name}}!', values).text).to.equal(`${values['buyer.name']}!`);
    for (const name of ['constructor', '__proto__', 'buyer', 'buyer.name.length', 'toString'])
      expect(fillCanned(`{{${name}}}`, values).text, name).to.equal(`{{${name}}}`);
  });

  it('has fields for the buyer, the agent, the case, the order and the dispute', () => {
    const kinds = new Set(cannedFields.map((name) => name.split('.')[0]));
    expect([...kinds]).to.have.members(['buyer', 'agent', 'case', 'order', 'dispute']);
  });
});

describe('names and passwords of staff', () => {
  it('are read as people type them', () => {
    expect(readLogin(' Ada.Lovelace@Shop.example ')).to.equal('ada.lovelace@shop.example');
    for (const wrong of ['', 'a', 'a b', '<b>', 'a'.repeat(81), '.a', 'a\u0000b'])
      expect(readLogin(wrong), wrong).to.equal(undefined);
    expect(readName('  Zoë   O\u2019Neill-Müller ')).to.equal('Zoë O\u2019Neill-Müller');
    for (const wrong of ['', '<b>x', 'a\u202eb', 'x'.repeat(61), '{{x}}'])
      expect(readName(wrong), wrong).to.equal(undefined);
  });

  it('have 12 to 128 characters that are not just the name or the usual words', () => {
    const ada = { login: 'ada.lovelace@shop.example', name: 'Ada Lovelace' };
    const fault = (password: string) => passwordFault(password, ada);
    expect(fault('elevenchars')).to.equal('password_short');
    expect(fault('four words in a row')).to.equal(undefined);
    expect(fault('a'.repeat(129))).to.equal('password_long');
    for (const easy of ['Password1234', 'lovelacelovelace', 'aaaaaaaaaaaa', 'resolve123456'])
      expect(fault(easy), easy).to.equal('password_known');
    expect(fault('\u{1F98A}'.repeat(6)), 'six characters, twelve units').to.equal('password_short');
  });

  it('are guessed ever more slowly, and never locked out for longer than a quarter of an hour', () => {
    const waits = [1, 4, 5, 6, 7, 10, 11, 12, 500].map((n) => waitAfter(n, 'login') / 1000);
    expect(waits).to.deep.equal([0, 0, 15, 30, 60, 480, 900, 900, 900]);
    expect(waitAfter(60, 'address')).to.equal(0);
    expect(waitAfter(61, 'address')).to.equal(15_000);
  });
});
