import type { Instant } from './domain/time.ts';
import type { Principal, Tx } from './ports.ts';

/** Bytes outside the web root; ids are ours, so no client chooses a path. */
export interface EvidenceFiles {
  put(id: string, variant: 'original' | 'served', bytes: Uint8Array): Promise<void>;
  get(id: string, variant: 'original' | 'served'): Promise<Uint8Array | undefined>;
  remove(id: string): Promise<void>;
  /** Ids of what was last written before this instant of the real time. */
  olderThan(before: Instant): Promise<readonly string[]>;
}

/** What an arriving file turned out to be. Runs outside the event loop's thread and outside any transaction. */
export interface Images {
  /**
   * Checks magic bytes = extension = an allowed type, size and pixels; re-encodes without metadata.
   * Throws only on a fault of ours.
   */
  inspect(file: {
    readonly name: string;
    readonly bytes: Uint8Array;
    /** Extensions with the dot. */
    readonly allowed: readonly string[];
    readonly maxBytes: number;
  }): Promise<Inspected>;
}

export type Inspected =
  | {
      readonly verdict: 'accepted';
      readonly contentType: string;
      readonly width: number;
      readonly height: number;
      /** JPEG or PNG without metadata, for showing. */
      readonly served: Uint8Array;
    }
  | {
      readonly verdict: 'file_too_large';
      readonly contentType: string;
      readonly width: number;
      readonly height: number;
      /** JPEG under the limit, if one could be made. */
      readonly smaller?: Uint8Array;
    }
  | {
      readonly verdict: 'file_type';
      /** PNG under the limit of a sound picture whose type is not taken here: a gif as later evidence. */
      readonly converted?: Uint8Array;
    }
  | { readonly verdict: 'image_broken' | 'image_too_many_pixels' };

/** A file that arrived, before it is evidence. The bytes are in `EvidenceFiles` under its id. */
export interface Upload {
  readonly id: string;
  readonly conversationId: string;
  readonly buyerId?: string;
  readonly name: string;
  /** By magic bytes: image/jpeg ...; what the client said is not believed. */
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  /** `accepted`, or the code of the refusal phrase. A refused file has no bytes stored. */
  readonly verdict:
    | 'accepted'
    | 'file_type'
    | 'file_too_large'
    | 'image_broken'
    | 'image_too_many_pixels';
  /** With `file_too_large`, or `file_type` of a gif: the upload id of a copy that would be accepted. */
  readonly smallerId?: string;
  /** Sent by one of our own people: never a file of the buyer's, so no evidence of theirs. */
  readonly fromAgent?: true;
  readonly at: Instant;
}

export interface Uploads {
  add(tx: Tx, upload: Upload): Promise<void>;
  find(tx: Tx, principal: Principal, id: string): Promise<Upload | undefined>;
  ofConversation(tx: Tx, conversationId: string): Promise<readonly Upload[]>;
  /** The bytes are the caller's to remove. */
  remove(tx: Tx, ids: readonly string[]): Promise<void>;
  /**
   * Ids that came before this instant, are or were evidence in no dispute, and that the state of their conversation
   * (a draft that was kept) does not name; the oldest first.
   */
  unused(tx: Tx, before: Instant, limit: number): Promise<readonly string[]>;
  /** Those of the ids that have a row, or are evidence. */
  known(tx: Tx, ids: readonly string[]): Promise<readonly string[]>;
}
