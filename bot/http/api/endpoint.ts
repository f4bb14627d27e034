import { z } from 'zod';
import type { ServedFile } from '../../../services/evidence/read-served.ts';
import type { EvidenceFiles } from '../../../services/evidence-port.ts';
import type { Context } from '../../../services/ports.ts';
import type { IntegrationKey, IntegrationScope } from '../../config-marketplace.ts';
import type { HubDoor } from '../../handoff/hub-door.ts';

export interface Answer {
  readonly status: number;
  readonly body: object;
  /** Sent in place of the body. */
  readonly picture?: ServedFile;
}

/** A request whose every part was checked. */
interface Call<Params, Query, Body> {
  readonly ctx: Context;
  readonly files: EvidenceFiles;
  readonly hub: HubDoor;
  readonly key: IntegrationKey;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

interface Typed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly method: 'get' | 'put' | 'post';
  /** Below /api/v1, with `:name` for a parameter. */
  readonly path: string;
  /** operationId of OpenAPI. */
  readonly name: string;
  readonly scope: IntegrationScope;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Of the answer when all goes well. */
  readonly answer: z.ZodType;
  /** The answer is no JSON but a JPEG or PNG. */
  readonly isPicture?: true;
  /** Throws a Problem. Runs in one transaction. */
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Answer>;
}

/** One route of the API: the routes, OpenAPI, the docs and the tests are made of the list of these. */
export type Endpoint = Omit<Typed<z.ZodType, z.ZodType, z.ZodType>, 'params' | 'query'> & {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
};

export const nothing = z.strictObject({});
/** A request without a body. */
export const noBody = z.undefined();

/** Types `handle` by its schemas; the mount reads the parts by the same schemas before it calls. */
export const endpoint = <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  typed: Typed<P, Q, B>,
): Endpoint => typed as unknown as Endpoint;
