import fc from 'fast-check';

/** As much of JSON Schema as our OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

type Value = fc.Arbitrary<unknown>;
/** Texts by the name of the member: ids that are in the database, dates in a good order, and the like. */
type Known = Readonly<Record<string, readonly string[]>>;

const nasty: Value = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...['', ' ', '\u0000', '\ud800', '-1', '1e9', '0x10', '24,90', '9'.repeat(400), '../../etc'],
    ...['__proto__', "' or 1=1 --", '{{7*7}}', '2026-13-45T99:99:99Z', '+275760-09-13T00:00:00Z'],
    ...[-1, 0, 1.5, 2 ** 53, Number.MAX_VALUE, null, true, [], {}],
  ),
);

/** Values that fit the schema for the most part; now and then a member is spoilt, lost or added. */
export function valueFor(schema: Schema, known: Known, name = ''): Value {
  return fc.oneof(
    { weight: 24, arbitrary: fitting(schema, known, name) },
    { weight: 1, arbitrary: nasty },
  );
}

function fitting(schema: Schema, known: Known, name: string): Value {
  const ways = schema.oneOf ?? schema.anyOf;
  if (ways) return fc.oneof(...ways.map((way) => valueFor(way, known, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object') return objectOf(schema, known);
  if (schema.type === 'array')
    return fc.array(valueFor(schema.items ?? {}, known, name), {
      minLength: schema.minItems ?? 0,
      maxLength: 3,
    });
  if (schema.type === 'integer') return integerOf(schema);
  if (schema.type === 'boolean') return fc.boolean();
  return textOf(schema, known[name]);
}

function objectOf({ properties = {}, required = [] }: Schema, known: Known): Value {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, valueFor(member, known, name)]),
  );
  const whole = fc.record(members, { requiredKeys: [...required] });
  const strange = fc.tuple(whole, fc.string(), nasty).map(([object, key, value]) => ({
    ...(object as object),
    [key]: value,
  }));
  return fc.oneof({ weight: 20, arbitrary: whole }, { weight: 1, arbitrary: strange });
}

const integerOf = ({ minimum = 0, maximum = 2 ** 53 - 1 }: Schema): Value =>
  fc.oneof(
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 3) }),
    fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31 - 1) }),
    fc.constantFrom(minimum, maximum),
  );

const instants = ['2026-10-01T00:00:00Z', '2026-11-05T10:00:00.5+02:00', '2199-12-31T23:59:59Z'];

function textOf({ pattern, format }: Schema, known: readonly string[] | undefined): Value {
  if (known) return fc.constantFrom(...known);
  if (format === 'date-time') return fc.constantFrom(...instants);
  if (pattern && !/\\[Pp]\{/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  return fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant('十分に壊れた'));
}
