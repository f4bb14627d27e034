import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { deedWords } from '../../../bot/console/audit-labels.ts';

const root = join(import.meta.dirname, '../../..');

describe('the audit’s words', () => {
  it('are there for every deed that is written into it', () => {
    const files = ['services/handoff', 'services/staff', 'bot/console'].flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && name !== 'audit-labels.ts')
        .map((name) => readFileSync(join(root, folder, name), 'utf8')),
    );
    const deed = /'((?:handoff|conversation|approval|buyer|desk|staff|canned)\.[a-z_]+)'/g;
    // A field of a ready answer looks the same.
    const deeds = files
      .flatMap((text) => [...text.matchAll(deed)].map(([, name = '']) => name))
      .filter((name) => !['buyer.name'].includes(name));
    expect(deeds.length).to.be.greaterThan(15);
    for (const name of deeds) expect(deedWords(name), name).to.not.equal(name);
    expect(deedWords('dispute.rule')).to.equal('Rule on the dispute');
    expect(deedWords('something.new')).to.equal('something.new');
  });
});
