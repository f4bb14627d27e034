import type { TextFormat } from '../../knowledge/knowledge.ts';

/** What a channel can show and do. Where sources differ, the smaller number (design/conversation.md 2). */
export interface Capabilities {
  /** The channel's name in Bot Framework activities. */
  readonly channel: string;
  readonly textFormat: TextFormat;
  /** Adaptive Cards 1.5 with Action.Submit. */
  readonly cards: boolean;
  /** `positive` and `destructive` styles on card buttons. */
  readonly buttonStyles: boolean;
  /** How choices are pressed; `numbered` is plain text that is typed. */
  readonly choices: 'suggested' | 'card' | 'numbered';
  /** What a pressed suggestion sends: with our signed value, or its label alone. */
  readonly press: 'messageBack' | 'imBack';
  /** More choices than this become numbered text. */
  readonly maxChoices: number;
  /** A choice with a longer label makes all of them numbered text: labels are never cut. */
  readonly maxLabel: number;
  /** Characters of one message; longer text is split at ends of sentences. */
  readonly maxText: number;
  readonly files: boolean;
  /** Our own Direct Line, which makes addresses of `upload:ID` whenever a message leaves. */
  readonly ownUploads: boolean;
  readonly typing: boolean;
  /** Sends a conversationUpdate when a buyer arrives, so that the greeting has an occasion. */
  readonly welcome: boolean;
  /** Hours after the buyer's last message in which the bot may write; missing = no window. */
  readonly windowHours?: number;
  /** Words that the carrier acts on itself. */
  readonly reservedWords: readonly string[];
}

/** Carriers in the US end or resume a subscription on these, before a bot sees them. */
const smsKeywords = [
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'optout',
  'start',
  'yes',
  'unstop',
  'help',
  'info',
];

const sms: Capabilities = {
  channel: 'sms',
  textFormat: 'plain',
  cards: false,
  buttonStyles: false,
  choices: 'numbered',
  press: 'imBack',
  maxChoices: 0,
  maxLabel: 20,
  maxText: 1600,
  files: false,
  ownUploads: false,
  typing: false,
  welcome: false,
  reservedWords: smsKeywords,
};

const webChat: Capabilities = {
  channel: 'directline',
  textFormat: 'markdown',
  cards: true,
  buttonStyles: true,
  choices: 'suggested',
  press: 'messageBack',
  maxChoices: 100,
  maxLabel: 60,
  maxText: 4000,
  files: true,
  ownUploads: true,
  typing: true,
  welcome: true,
  reservedWords: [],
};

const table: readonly Capabilities[] = [
  sms,
  webChat,
  { ...webChat, channel: 'webchat', ownUploads: false },
  { ...webChat, channel: 'emulator', ownUploads: false },
  {
    ...webChat,
    channel: 'msteams',
    // At most three suggestions there, and none beside a card.
    choices: 'card',
    buttonStyles: false,
    ownUploads: false,
    maxChoices: 6,
    maxText: 20_000,
  },
  {
    ...sms,
    channel: 'slack',
    maxText: 3000,
    maxLabel: 75,
    files: true,
    welcome: true,
    reservedWords: [],
  },
  {
    ...sms,
    channel: 'facebook',
    choices: 'suggested',
    maxChoices: 10,
    maxText: 2000,
    files: true,
    welcome: true,
    windowHours: 24,
    reservedWords: [],
  },
  {
    ...sms,
    channel: 'whatsapp',
    choices: 'suggested',
    maxChoices: 3,
    maxText: 1024,
    files: true,
    windowHours: 24,
    reservedWords: ['stop'],
  },
  { ...sms, channel: 'email', maxText: 100_000, files: true, reservedWords: [] },
  // `npm run cli -- say`.
  { ...sms, channel: 'terminal', maxText: 100_000, reservedWords: [] },
];

/** Ours: no connector stands between, their clients read the transcript themselves. */
export const ownChannels: ReadonlySet<string> = new Set(['directline', 'terminal']);

/**
 * The name that we know a cloud channel by. Azure has a Direct Line of its own, which must not pass for ours; no
 * channelId has a colon.
 */
export const cloudChannel = (channelId: string): string =>
  ownChannels.has(channelId) ? `azure:${channelId}` : channelId;

const rows = new Map(table.map((row) => [row.channel, row]));

/** Every channel that has a row of its own. */
export const channels: readonly string[] = [...rows.keys()];
rows.set(cloudChannel('directline'), { ...webChat, ownUploads: false });

/** The channel's row; one that nobody described can do as little as SMS. */
export function capabilitiesOf(channel: string): Capabilities {
  return rows.get(channel) ?? sms;
}
