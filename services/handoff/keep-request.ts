import type { Json } from '../ports.ts';

/** Amounts are bigints, which JSON does not have. No text that a person typed is ever such an object. */
const tag = '$minor';

export const keptRequest = (request: object): Json =>
  JSON.parse(
    JSON.stringify(request, (_key, part: unknown) =>
      typeof part === 'bigint' ? { [tag]: part.toString() } : part,
    ),
  ) as Json;

/** What `keptRequest` made of it: only the use cases of this folder write approvals, so the shape is known. */
export const readRequest = <T>(kept: Json): T =>
  JSON.parse(JSON.stringify(kept), (_key, part: unknown) =>
    typeof part === 'object' && part !== null && tag in part ? BigInt(String(part[tag])) : part,
  ) as T;
