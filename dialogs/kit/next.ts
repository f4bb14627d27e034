import type { JsonArgs, Message } from './message.ts';

/** What a step wants to happen next. `say` goes out first, in order. */
export type Next<Draft> =
  /** Send `message` and wait for the reply; this step's `take` reads it. */
  | {
      readonly do: 'ask';
      readonly message: Message;
      readonly draft: Draft;
      readonly say?: readonly Message[];
    }
  /** Go on with another step at once. */
  | {
      readonly do: 'goto';
      readonly step: string;
      readonly draft: Draft;
      readonly say?: readonly Message[];
    }
  /** The reply was not for this step: the main dialog looks for a digression, else repairs and asks again. */
  | { readonly do: 'miss' }
  /** Leave this flow; `begin` starts another in its place. */
  | {
      readonly do: 'end';
      readonly say?: readonly Message[];
      readonly begin?: { readonly flow: string; readonly args?: JsonArgs };
    }
  | {
      readonly do: 'hand_off';
      readonly why: string;
      /** `orderId`, `disputeId`: what the person is to look at. */
      readonly about?: JsonArgs;
      readonly say?: readonly Message[];
    };
