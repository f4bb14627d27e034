import type { SignInRequest } from '../../services/identity-port.ts';

/** As people call it; what has no name here is "chat" alone. */
const names: Readonly<Record<string, string>> = {
  msteams: 'Teams',
  slack: 'Slack',
  facebook: 'Messenger',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  sms: 'SMS',
  email: 'e-mail',
};

/** "Teams", for "a Teams chat"; "help" where we know no better. */
export const chatName = (channel: string): string => names[channel] ?? 'help';

/** `an e-mail chat`, `an SMS chat`, `a Teams chat`. */
export const aChat = (channel: string): string => {
  const name = chatName(channel);
  return `${/^(?:e-|SMS)/.test(name) ? 'an' : 'a'} ${name} chat`;
};

const numbered: readonly string[] = ['sms', 'whatsapp'];

/** The end of the phone number, by which its owner knows it and nobody else learns it; undefined on other channels. */
export const numberEnd = ({ channel, userId }: SignInRequest): string | undefined => {
  const digits = userId.replace(/\D/g, '');
  return numbered.includes(channel) && digits.length >= 6 ? digits.slice(-3) : undefined;
};
