import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** A row of a table in the docs: one member of a JSON object. */
export interface Member {
  /** `items[].paid` */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** One way in which a body may look; most have one. */
export interface Shape {
  /** `action = counter`; empty if there is one way alone. */
  readonly title: string;
  readonly members: readonly Member[];
}

/** The members of a schema as rows, objects inside objects with their path. */
export function shapesOf(schema: Schema): readonly Shape[] {
  const ways = schema.oneOf ?? schema.anyOf;
  if (!ways) return [{ title: '', members: membersOf(schema, '') }];
  return (ways as readonly Schema[]).map((way) => ({
    title: fixedMember(way),
    members: membersOf(way, ''),
  }));
}

function membersOf(schema: Schema, prefix: string): readonly Member[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const member = value as Schema;
    const path = prefix + name;
    const row = {
      ...{ name: path, type: typeOf(member), required: schema.required?.includes(name) ?? false },
      description: member.description ?? '',
    };
    return [row, ...inside(member, path)];
  });
}

function inside(schema: Schema, path: string): readonly Member[] {
  if (schema.type === 'array') return inside(schema.items as Schema, `${path}[]`);
  return membersOf(schema, `${path}.`);
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return `"${String(schema.const)}"`;
  if (schema.enum) return schema.enum.map((value) => `"${String(value)}"`).join(' | ');
  if (schema.type === 'array') return `array of ${typeOf(schema.items as Schema)}`;
  if (schema.format === 'date-time') return 'time';
  return String(schema.type ?? 'any');
}

function fixedMember({ $ref, properties = {} }: Schema): string {
  if ($ref) return $ref.split('/').at(-1) ?? '';
  const fixed = Object.entries(properties).find(([, value]) => (value as Schema).const);
  return fixed ? `${fixed[0]} = ${String((fixed[1] as Schema).const)}` : '';
}
