import type { Phrase } from '../../knowledge/phrase.ts';
import type { Message } from './message.ts';
import type { Scene } from './scene.ts';

/** What of the buyer's own an answer is about, if it was said or is open in a form. */
export interface About {
  readonly orderId?: string;
  readonly itemId?: string;
  readonly disputeId?: string;
}

/** What an answer means for the buyer's own order, dispute or refund. */
export interface PersonalOffer {
  /** Its facts first; what can be done next is offered in a paragraph `main.shall_*` at the end. */
  readonly message: Message;
  /** Flows about which the message says what is possible: the answer's own buttons for them are left out. */
  readonly settles: readonly string[];
}

/** Nothing where the buyer has nothing that the question may be about. */
export type Offer = (scene: Scene, about: About) => Promise<PersonalOffer | undefined>;

/** Asks whether to do the next thing: no part of the answer itself. */
export const offersMore = ({ key }: Phrase): boolean => /^main\.shall_/.test(key);
