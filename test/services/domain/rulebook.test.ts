import { expect } from 'chai';
import { contentHash } from '../../../services/domain/content-hash.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { rules as current } from './story.ts';

const settings = { policyZone: 'UTC', holidays: ['2026-12-25'] };

describe('the rulebook', () => {
  it('has the numbers of the help page', () => {
    const { rules } = createRulebook(settings);
    expect(rules.disputeOpensOnDay.value).to.equal(11);
    expect(rules.disputeClosesAfterDays.value).to.equal(15);
    expect(rules.sellerResponse.value).to.equal(5);
    expect(rules.appealWithinDays.value).to.equal(7);
    expect(rules.surveyWithinDays.value).to.equal(15);
    expect(rules.refundClearing.value).to.deep.equal({ min: 3, max: 15 });
    expect(rules.trackingActivation.value).to.deep.equal({ min: 3, max: 7 });
    expect(rules.openingFiles.value).to.have.members(['.jpg', '.jpeg', '.bmp', '.gif', '.png']);
    expect(rules.evidenceFiles.value).to.have.members(['.jpg', '.jpeg', '.bmp', '.png']);
    expect(rules.maxFileBytes.value).to.equal(2 * 1024 * 1024);
    expect(rules.phoneWarranty.value).to.have.members(['RU', 'ES', 'DE', 'US']);
    expect(rules.tabletWarranty.value).to.deep.equal(['RU']);
  });

  it('says of every number where it comes from and what it counts', () => {
    for (const [key, rule] of Object.entries(current.rules)) {
      expect(rule.unit, key).to.not.equal('');
      expect(rule.sources, key).to.not.have.length(0);
      for (const source of rule.sources)
        expect(source, key).to.match(/^(S([1-9]|1[01])|assumption)$/);
    }
  });

  it('has a version that follows from its content alone', () => {
    const { version } = createRulebook(settings);
    expect(createRulebook({ ...settings, holidays: [...settings.holidays] }).version).to.equal(
      version,
    );
    expect(createRulebook({ ...settings, holidays: [] }).version).to.not.equal(version);
    expect(createRulebook({ ...settings, policyZone: 'Europe/Madrid' }).version).to.not.equal(
      version,
    );
    expect(version).to.match(/^r[\da-f]{16}$/);
  });

  it('takes holidays in any order and more than once', () => {
    const once = createRulebook({ policyZone: 'UTC', holidays: ['2026-12-25', '2027-01-01'] });
    const twice = createRulebook({
      policyZone: 'UTC',
      holidays: ['2027-01-01', '2026-12-25', '2027-01-01'],
    });
    expect(twice).to.deep.equal(once);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => createRulebook({ policyZone: 'Moon/Base', holidays: [] })).to.throw(RangeError);
  });

  it('hashes as FNV-1a does', () => {
    expect(contentHash('')).to.equal('cbf29ce484222325');
    expect(contentHash('a')).to.equal('af63dc4c8601ec8c');
  });
});
