/** An accepted photo, as EvidenceFile is: JSON as it stands. */
export type Photo = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** Too large, or of a wrong type, as it came, with the copy that would be taken. */
export type Oversized = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly smallerBytes: number;
  /** The copy is of another type. */
  readonly converted: boolean;
};
