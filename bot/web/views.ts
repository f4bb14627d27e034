import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '../project-root.ts';

const folder = join(projectRoot, 'bot/web/views');

/**
 * A page of views/, compiled once at start from our own file: no text of a database, a user or an editor is ever
 * compiled. Escapes all values; throws on a name that the data does not have.
 */
export function viewOf<Data extends object>(name: string): (data: Data) => string {
  const engine = Handlebars.create();
  engine.registerHelper('isOne', (value: unknown) => value === 1);
  const template = engine.compile<Data>(readFileSync(join(folder, `${name}.hbs`), 'utf8'), {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { isOne: true },
    preventIndent: true,
  });
  return (data) => template(data, { allowProtoPropertiesByDefault: false });
}
