import { createPictures } from '../../bot/adapters/cloud-pictures.ts';
import { capabilitiesOf } from '../../bot/channels/capabilities.ts';
import { fixedClock } from '../../services/gateways/clock.ts';
import type { JsonObject, StoredMessage } from '../../services/ports.ts';
import { faultsOn } from '../support/channel-limits.ts';
import { Chat } from '../support/conversation.ts';
import { noon } from '../support/fixtures.ts';
import { pressesOf } from '../support/presses.ts';
import { signedInBefore } from '../support/sign-in.ts';

const show = createPictures({
  ...{ secret: 'secret', wallClock: fixedClock(noon), baseUrl: () => 'https://help.shop' },
});

/** With addresses of the pictures, where the channel shows any. */
const asSent = (channel: string, activity: JsonObject): JsonObject => {
  const { pictures, ownUploads } = capabilitiesOf(channel);
  return pictures && !ownUploads ? show('chat', activity) : activity;
};

/** What a buyer of one channel sees and does: presses what was drawn there, or types the number that stands in the text. */
export class Phone {
  readonly chat: Chat;
  readonly channel: string;
  /** All that the channel would have refused, cut off or led nowhere. */
  readonly faults: string[] = [];
  /** Newest last. */
  private shown: readonly JsonObject[] = [];
  private earlier: readonly JsonObject[] = [];
  private seen = 0;

  private constructor(chat: Chat, channel: string) {
    this.chat = chat;
    this.channel = channel;
  }

  static async start(buyerId: string, channel: string): Promise<Phone> {
    const { welcome } = capabilitiesOf(channel);
    const isOurs = channel === 'directline';
    const who = `${isOurs ? buyerId : 'visitor'} on ${channel}`;
    const chat = await Chat.start(who, undefined, false);
    if (!isOurs) await signInFrom(chat, buyerId, channel);
    if (welcome) await chat.comesFrom();
    return new Phone(chat, channel);
  }

  /** What was drawn since the last look, judged by the channel's limits. */
  async look(): Promise<readonly StoredMessage[]> {
    const { id } = await this.chat.conversation();
    const stored = await this.chat.meanwhile(({ store, tx }) =>
      store.conversations.messagesAfter(tx, id, this.seen, 1000),
    );
    this.seen = stored.at(-1)?.seq ?? this.seen;
    const told = stored.filter(({ from }) => from !== 'buyer');
    for (const { from, activity } of told) if (from === 'bot') this.judge(activity);
    if (told.length > 0) {
      this.earlier = [...this.earlier, ...this.shown];
      this.shown = told.map(({ activity }) => activity);
    }
    return stored;
  }

  private judge(activity: JsonObject): void {
    const text = String(activity.text);
    const isTyped = capabilitiesOf(this.channel).ways.length === 0;
    const found = [
      ...faultsOn(this.channel, asSent(this.channel, activity)),
      ...(/(?:: |\()\//.test(text) ? [`a link to nowhere: ${text}`] : []),
      ...(isTyped && /\b(?:button|press|tap|click)/i.test(text) ? [`no buttons: ${text}`] : []),
    ];
    this.faults.push(...found);
  }

  /** Answers what was really sent: the label for the eye. */
  async press(label: string): Promise<string> {
    const here = this.shown.flatMap(pressesOf).find((one) => one.label === label);
    const number = here ? undefined : this.numberOf(label);
    const above = this.earlier.flatMap(pressesOf).findLast((one) => one.label === label);
    if (number !== undefined) await this.chat.say(number);
    else if (here ?? above) await this.chat.arrive({ type: 'message', ...(here ?? above)?.sent });
    else throw new Error(`On ${this.channel} nobody can choose "${label}":\n${this.text()}`);
    return number === undefined ? `[${label}]` : number;
  }

  private numberOf(label: string): string | undefined {
    const lines = this.text().split('\n');
    // A grade that says its own number says it once in a list.
    const names = [label, label.replace(/^\d: /, '')];
    const line = lines.find((one) => /^\d+\. /.test(one) && names.includes(nameIn(one)));
    return line && /^\d+/.exec(line)?.[0];
  }

  private text(): string {
    return this.shown.map(({ text }) => String(text)).join('\n');
  }

  /** Where the chat takes no files, through the page that the text names. */
  async send(names: readonly string[]): Promise<void> {
    const hasPage = /https:\/\/help\.shop\/evidence\/\S+/.test(this.text());
    if (!capabilitiesOf(this.channel).files && !hasPage)
      throw new Error(`On ${this.channel} no file can be sent: ${this.text()}`);
    await this.chat.send(names);
  }
}

/** The chat has an address, and the buyer has signed in there today. */
async function signInFrom(chat: Chat, buyerId: string, channel: string): Promise<void> {
  await signedInBefore(chat, buyerId, 0);
  const { id } = await chat.conversation();
  const address = { channelId: channel, serviceUrl: 'https://smba.trafficmanager.net/emea/' };
  await chat.meanwhile(({ store, tx }) => store.conversations.saveReference(tx, id, address));
}

/** `2. Desk lamp (Dispute in Progress)` names the desk lamp. */
const nameIn = (line: string): string =>
  line.replace(/^\d+\. /, '').replace(/ \((?:Dispute|Refund)[^)]*\)$/, '');
