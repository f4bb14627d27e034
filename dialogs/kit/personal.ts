import type { Message } from './message.ts';
import type { Scene } from './scene.ts';

/** What an answer means for the buyer's own order, dispute or refund. */
export interface PersonalOffer {
  readonly message: Message;
  /** Flows about which the message says what is possible: the answer's own buttons for them are left out. */
  readonly settles: readonly string[];
}

/** Nothing where the buyer has nothing that the question may be about. */
export type Offer = (scene: Scene) => Promise<PersonalOffer | undefined>;
