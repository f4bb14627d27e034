import type { JsonObject } from '../ports.ts';

/** A bigint inside a stored body. Bodies hold texts that people typed, never objects of theirs, so the tag is safe. */
const tag = '$bigint';

/** JSON in which a bigint survives. For disputes, orders, events and rulebooks. */
export const encode = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? { [tag]: part.toString() } : part,
  );

const untag = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && tag in part ? BigInt(String(part[tag])) : part;

/** The value that `encode` wrote. The caller names the type: only this folder writes these columns. */
export const decode = <T>(text: string): T =>
  JSON.parse(text, (_key, part: unknown) => untag(part)) as T;

/** Plain JSON of something that a client may have sent: no tag is read or written. */
export const plain = <T extends JsonObject>(text: string): T => JSON.parse(text) as T;

/** For a body that leaves the system: every bigint becomes the text of its digits (minor units). */
export const outward = (value: object): JsonObject =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'bigint' ? part.toString() : part,
    ),
  ) as JsonObject;
