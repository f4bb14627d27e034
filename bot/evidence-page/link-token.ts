import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../services/domain/time.ts';
import type { Conversation } from '../../services/ports.ts';

/** What the address of an upload page says. */
export interface UploadLink {
  readonly conversationId: string;
  /** The prompt that asked for the files: a link is for one message with files. */
  readonly id: string;
  readonly expiresAt: Instant;
}

/** How long a link can be used. */
const LIFE_MS = 24 * 3_600_000;
/** 132 bits in base64url, as on a button. */
const MAC_LENGTH = 22;

/** Of the prompt's id: enough to tell the prompts of one chat apart. The whole has to stay under restify's 100 characters. */
const ID_LENGTH = 11;

/** Whose chat it is: a chat that another buyer signs in to has other links. */
type Owner = Pick<Conversation, 'id' | 'buyerId'>;

/**
 * `<mac>.<conversation>.<id>.<expiry>`, the expiry in seconds to the base 36. It ends with a letter or digit, because
 * phones leave other signs out of the links that they make of a text.
 */
export function signUploadLink(key: string, owner: Owner, id: string, now: Instant): string {
  return signed(key, owner, id, Math.ceil((now + LIFE_MS) / 1000));
}

/** Another link that ends when this one does. */
export function renewUploadLink(key: string, owner: Owner, id: string, old: UploadLink): string {
  return signed(key, owner, id, Math.ceil(old.expiresAt / 1000));
}

function signed(key: string, owner: Owner, longId: string, seconds: number): string {
  const expiry = seconds.toString(36);
  const id = longId.slice(0, ID_LENGTH);
  return [macOf(key, owner, id, expiry), encodeURIComponent(owner.id), id, expiry].join('.');
}

/** What the address claims to be; nothing of it is true before `isOurs`. Undefined for what no link of ours looks like. */
export function parseUploadLink(token: string): UploadLink | undefined {
  const found = /^[\w-]{22}\.(.{1,80})\.([\w-]{1,11})\.([0-9a-z]{1,9})$/.exec(token);
  const [, conversationId, id, expiry] = found ?? [];
  if (conversationId === undefined || id === undefined || expiry === undefined) return undefined;
  const expiresAt = (Number.parseInt(expiry, 36) * 1000) as Instant;
  return { conversationId, id, expiresAt };
}

/** True if we made this link for this chat as it is owned now; it may have expired. */
export function isOurs(key: string, token: string, owner: Owner, { id }: UploadLink): boolean {
  const expiry = token.slice(token.lastIndexOf('.') + 1);
  const want = Buffer.from(macOf(key, owner, id, expiry));
  const got = Buffer.from(token.slice(0, MAC_LENGTH));
  return want.length === got.length && timingSafeEqual(want, got);
}

function macOf(key: string, { id: chat, buyerId }: Owner, id: string, expiry: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['upload-page', chat, buyerId ?? null, id, expiry]))
    .digest('base64url')
    .slice(0, MAC_LENGTH);
}
