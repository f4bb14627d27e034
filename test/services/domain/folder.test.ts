import { readdirSync } from 'node:fs';
import { expect } from 'chai';

const folder = new URL('../../../services/domain/', import.meta.url);
const modules = readdirSync(folder).filter((name) => /\.(ts|js)$/.test(name));

describe('services/domain', () => {
  // Files of types alone are loaded here too, so that the coverage counts every file.
  for (const name of modules)
    it(`${name} loads on its own`, async () => {
      const loaded: unknown = await import(new URL(name, folder).href);
      expect(typeof loaded).to.equal('object');
    });
});
