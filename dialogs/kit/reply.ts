import type { Instant } from '../../services/domain/time.ts';
import type { BotTells } from '../../services/handoff/tell-by-bot.ts';
import type { CodeTaken } from '../../services/identity/take-code.ts';
import type { NoticeAbout } from '../../services/notices-port.ts';
import type { JsonArgs, Message } from './message.ts';

/** A file as it arrived; refused ones say why, so that the step can explain and nothing is lost. */
export interface ReceivedFile {
  /** The upload's id. */
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly sha256: string;
  readonly verdict:
    | 'accepted'
    | 'file_type'
    | 'file_too_large'
    | 'image_broken'
    | 'image_too_many_pixels';
  /** A compressed copy that would be accepted. */
  readonly smaller?: { readonly id: string; readonly bytes: number; readonly sha256: string };
}

/** What the buyer did, read against the open prompt (bot/channels/read-reply.ts). */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  /** A button of the open prompt, or its number, ordinal, label or synonym typed. */
  | { readonly kind: 'choice'; readonly id: string }
  | { readonly kind: 'files'; readonly files: readonly ReceivedFile[]; readonly text: string };

export interface SellerWrote {
  readonly kind: 'seller_message';
  readonly orderId: string;
  readonly text: string;
  readonly at: Instant;
}

/** The order, and the item of it, on whose page of the shop the chat was opened: by the shop's signed word. */
export type Looking = { readonly orderId: string; readonly itemId?: string };

/** The chat belongs to a buyer, but somebody else wrote there. */
export interface Stranger {
  readonly is: 'stranger';
}

/** Sound, a sticker, nothing at all, or other words in place of a message that was answered already. */
export type Unheard = 'voice' | 'sticker' | 'empty' | 'edited';

/** What arrives for the dialogs in one turn. */
export type Incoming =
  /** The conversation has begun, or goes on from another page of the shop: greet, once. */
  | { readonly kind: 'joined'; readonly about?: Looking }
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      /** Files that came with it and could not be had from the channel. */
      readonly failed?: number;
    }
  /** A choice with `begins` was pressed or typed, in whatever prompt. */
  | { readonly kind: 'begin'; readonly flow: string; readonly args: JsonArgs }
  /** A dispute of the buyer's has changed, or a date comes near: nobody asked, the bot speaks first. */
  | { readonly kind: 'notice'; readonly disputeId: string; readonly about: NoticeAbout }
  /** The seller of an order wrote to the buyer. */
  | { readonly kind: 'notice'; readonly about: SellerWrote }
  /** The agents' desk gave the conversation back, or asked for a person by itself. */
  | {
      readonly kind: 'desk';
      readonly what: BotTells;
      readonly handoffId: string;
      readonly agent?: string;
    }
  /** The code of a sign-in was typed. If it was right, this turn is the buyer's already. */
  | { readonly kind: 'code'; readonly taken: CodeTaken | Stranger }
  /** It came, but not as words or files that the bot can take. */
  | { readonly kind: 'unheard'; readonly what: Unheard }
  /** The button was pressed before: say its first result again and what is possible now. */
  | { readonly kind: 'repeated'; readonly said: readonly Message[] }
  /** A button of an older prompt, or one that is not ours: say the present state and what is possible now. */
  | { readonly kind: 'stale' };
