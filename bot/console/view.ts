import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../project-root.ts';

const folder = join(projectRoot, 'bot/console/views');
const engine = Handlebars.create();
engine.registerHelper('is', (a: unknown, b: unknown) => a === b);
engine.registerHelper('isOne', (value: unknown) => value === 1);

const rules = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { is: true, isOne: true },
  preventIndent: true,
};
for (const name of readdirSync(join(folder, 'parts')))
  if (name.endsWith('.hbs'))
    engine.registerPartial(
      name.slice(0, -'.hbs'.length),
      engine.compile(readFileSync(join(folder, 'parts', name), 'utf8'), rules),
    );

/**
 * A view of views/, with the partials of views/parts/. Compiled once at start from our own files: no text of a database, a
 * user or an admin ever is. Escapes all values; throws on a name that the data does not have.
 */
export function viewOf<Data extends object>(name: string): (data: Data) => string {
  const text = readFileSync(join(folder, `${name}.hbs`), 'utf8');
  const template = engine.compile<Data>(text, rules);
  return (data) => template(data, { allowProtoPropertiesByDefault: false });
}
