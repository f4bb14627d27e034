import type { JsonObject } from '../../services/ports.ts';
import { faultsOfCard } from './adaptive-card.ts';

/** The channel's own limits, from design/conversation.md 2, and on purpose not from the code. */
interface Limits {
  readonly text: number;
  readonly suggested: number;
  readonly hero: number;
  readonly card: number;
  readonly label: number;
  readonly cardBytes?: number;
  readonly bytes?: number;
  /** Not one of these characters may be in the text. */
  readonly without?: RegExp;
}

const none = { suggested: 0, hero: 0, card: 0, label: 0 };
const web: Limits = { text: 4000, suggested: 100, hero: 0, card: 100, label: 60 };
const sms: Limits = { ...none, text: 1600, without: /[“”‘’–—…•\u00A0\u202F]/ };
const limits: Readonly<Record<string, Limits>> = {
  ...{ directline: web, webchat: web, emulator: web, sms },
  msteams: {
    ...{ text: 20_000, suggested: 0, hero: 0, card: 6, label: 40 },
    ...{ cardBytes: 28 * 1024, bytes: 80 * 1024 },
  },
  slack: { ...none, text: 3000, without: /[<>]/ },
  facebook: { text: 2000, suggested: 10, hero: 3, card: 0, label: 20 },
  telegram: { text: 4096, suggested: 8, hero: 0, card: 0, label: 20 },
  whatsapp: { text: 1024, suggested: 3, hero: 0, card: 0, label: 20 },
  email: { ...none, text: 1_000_000 },
  terminal: { ...none, text: 1_000_000 },
};

interface Attachment {
  readonly contentType: string;
  readonly content: JsonObject;
}

/** What of an activity the channel would refuse, cut off or not show; empty if all is well. */
export function faultsOn(channel: string, activity: JsonObject): string[] {
  const of = limits[channel] ?? sms;
  const text = String(activity.text);
  const attachments = (activity.attachments ?? []) as unknown as readonly Attachment[];
  const actions = suggestedIn(activity);
  const bytes = Buffer.byteLength(JSON.stringify(activity));
  const faults = [
    [text.length > of.text, `a text of ${text.length}`],
    [of.without?.test(text), `a character that costs or commands: ${text}`],
    [text.trim() === '', 'no text'],
    [!activity.speak, 'no speak'],
    [!/^(expecting|accepting)Input$/.test(String(activity.inputHint)), 'no inputHint'],
    [!activity.locale, 'no locale'],
    [actions.length > of.suggested, `${actions.length} suggestions`],
    [channel === 'msteams' && actions.length > 0 && attachments.length > 0, 'both in Teams'],
    [bytes > (of.bytes ?? Number.POSITIVE_INFINITY), `${bytes} bytes`],
    [/undefined|\[object|NaN/.test(text), `a hole in: ${text}`],
  ] as const;
  return [
    ...faults.flatMap(([isSo, words]) => (isSo ? [words] : [])),
    ...longLabels(actions, of),
    ...attachments.flatMap((one) => faultsOfAttachment(channel, of, one)),
  ];
}

type Action = { readonly title: string };

function suggestedIn({ suggestedActions }: JsonObject): readonly Action[] {
  return (suggestedActions as unknown as { actions: readonly Action[] } | undefined)?.actions ?? [];
}

const longLabels = (actions: readonly Action[], { label }: Limits): string[] =>
  actions.flatMap(({ title }) => (title.length > label ? [`the label ${title}`] : []));

function faultsOfAttachment(
  channel: string,
  of: Limits,
  { contentType, content }: Attachment,
): string[] {
  const isHero = contentType.endsWith('card.hero');
  const buttons = ((isHero ? content.buttons : content.actions) ?? []) as unknown as Action[];
  const most = isHero ? of.hero : of.card;
  const bytes = Buffer.byteLength(JSON.stringify(content));
  return [
    ...(most === 0 ? [`${contentType} on ${channel}`] : []),
    ...(buttons.length > most ? [`${buttons.length} buttons`] : []),
    ...(bytes > (of.cardBytes ?? Number.POSITIVE_INFINITY) ? [`a card of ${bytes} bytes`] : []),
    ...longLabels(buttons, of),
    ...(isHero ? [] : faultsOfCard(content, { isTeams: channel === 'msteams' })),
    ...(/"url":"(?!https?:|upload:)/.test(JSON.stringify(content)) ? ['a picture nowhere'] : []),
    ...(channel !== 'directline' && JSON.stringify(content).includes('"upload:')
      ? ['a picture that only our own chat finds']
      : []),
  ];
}
