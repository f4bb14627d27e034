import type { TextFormat } from '../../knowledge/knowledge.ts';

/** Buttons in an Adaptive Card, in a hero card, or below the message. */
export type Way = 'card' | 'hero' | 'suggested';

/** What a channel can show and do. Where sources differ, the smaller number (design/conversation.md 2). */
export interface Capabilities {
  /** The channel's name in Bot Framework activities. */
  readonly channel: string;
  readonly textFormat: TextFormat;
  /** Adaptive Cards, 1.5 at most. */
  readonly cards: boolean;
  /** Their buttons are Action.Execute, with Action.Submit for old clients; else Action.Submit alone. */
  readonly execute: boolean;
  /** `positive` and `destructive` styles on card buttons. */
  readonly buttonStyles: boolean;
  /** How choices are pressed, the best first. Where none has room, they are numbered text that is typed. */
  readonly ways: readonly Way[];
  /** What a pressed suggestion sends: with our signed value, or its label alone. */
  readonly press: 'messageBack' | 'imBack';
  /** Buttons of one card. */
  readonly maxButtons: number;
  /** Choices as rows of a card, where there are too many for its buttons. */
  readonly maxChoiceRows: number;
  /** Suggested actions of one message. */
  readonly maxSuggested: number;
  /** Where a page that is to be opened has a button; missing = its address stands in the words. */
  readonly linkButtons?: 'card' | 'hero';
  /** A choice with a longer label, and no shorter phrase, makes all of them numbered text: labels are never cut. */
  readonly maxLabel: number;
  /** Characters of one message; longer text is split at ends of sentences. */
  readonly maxText: number;
  /** Characters that one message had better not have more of, where it can be split. */
  readonly advisedText?: number;
  /** Bytes of a card and of a whole activity as JSON; a message that needs a bigger card is numbered text. */
  readonly maxCardBytes?: number;
  readonly maxMessageBytes?: number;
  /** `gsm`: what is outside of GSM-7 halves an SMS; `no_angles`: `<...>` can be a command of the channel. */
  readonly characters?: 'gsm' | 'no_angles';
  /** Takes the same content as HTML in `channelData.htmlBody`. */
  readonly htmlBody: boolean;
  /** A message that was sent can be replaced, so that its buttons can be taken away (retire.ts). */
  readonly update: boolean;
  readonly files: boolean;
  /** Our own Direct Line, which makes addresses of `upload:ID` whenever a message leaves. */
  readonly ownUploads: boolean;
  /** Shows a picture that is at an https address of ours. */
  readonly pictures: boolean;
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
  execute: false,
  buttonStyles: false,
  ways: [],
  press: 'imBack',
  maxButtons: 0,
  maxChoiceRows: 0,
  maxSuggested: 0,
  maxLabel: 20,
  maxText: 1600,
  advisedText: 320,
  characters: 'gsm',
  htmlBody: false,
  update: false,
  files: false,
  ownUploads: false,
  pictures: false,
  typing: false,
  welcome: false,
  reservedWords: smsKeywords,
};

/** Numbered text without the limits of SMS. */
const { advisedText: _sms, characters: _gsm, ...roomy } = { ...sms, reservedWords: [] };

const webChat: Capabilities = {
  channel: 'directline',
  textFormat: 'markdown',
  cards: true,
  // Web Chat drops Action.Execute silently.
  execute: false,
  buttonStyles: true,
  ways: ['suggested'],
  press: 'messageBack',
  maxButtons: 100,
  maxChoiceRows: 0,
  maxSuggested: 100,
  maxLabel: 60,
  maxText: 4000,
  htmlBody: false,
  update: false,
  files: true,
  ownUploads: true,
  pictures: true,
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
    execute: true,
    // At most three suggestions there, and none beside a card.
    ways: ['card'],
    maxButtons: 6,
    maxChoiceRows: 12,
    maxSuggested: 0,
    // One line of a narrow window; the rest would be cut off.
    maxLabel: 40,
    linkButtons: 'card',
    maxCardBytes: 28 * 1024,
    maxMessageBytes: 80 * 1024,
    buttonStyles: false,
    ownUploads: false,
    maxText: 8000,
    update: true,
  },
  {
    ...roomy,
    channel: 'slack',
    maxText: 3000,
    maxLabel: 75,
    characters: 'no_angles',
    files: true,
    pictures: true,
    welcome: true,
    update: true,
  },
  {
    ...roomy,
    channel: 'facebook',
    ways: ['hero', 'suggested'],
    linkButtons: 'hero',
    maxButtons: 3,
    maxSuggested: 10,
    maxText: 2000,
    files: true,
    pictures: true,
    welcome: true,
    windowHours: 24,
  },
  {
    ...roomy,
    channel: 'whatsapp',
    ways: ['suggested'],
    maxSuggested: 3,
    maxText: 1024,
    files: true,
    pictures: true,
    windowHours: 24,
    reservedWords: ['stop'],
  },
  // Suggestions are its keyboard, which sends the label.
  {
    ...roomy,
    channel: 'telegram',
    ways: ['suggested'],
    maxSuggested: 8,
    maxText: 4096,
    files: true,
    pictures: true,
  },
  // Hero cards are drawn there, yet nobody can press them.
  {
    ...roomy,
    channel: 'email',
    maxText: 100_000,
    htmlBody: true,
    files: true,
    pictures: true,
  },
  // `npm run cli -- say`.
  { ...roomy, channel: 'terminal', maxText: 100_000 },
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
