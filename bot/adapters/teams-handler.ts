import {
  type AdaptiveCardInvokeResponse,
  type InvokeResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';

/** What we do with what the SDK has told apart. Nothing here waits for a dialog. */
export interface Ears {
  /** Somebody said something, or came: stored. */
  received(context: TurnContext): Promise<void>;
  /** A button of a card was pressed (Action.Execute): stored, and answered in the same call. */
  pressed(context: TurnContext): Promise<AdaptiveCardInvokeResponse>;
}

const PRESS = 'adaptiveCard/action';

/**
 * The SDK's dispatch, for every channel: messages, members, installation and card presses are ours. What was edited is
 * heard, so that the buyer is told that the first words count; deleting and reacting change nothing and are not heard.
 */
export class ChannelHandler extends TeamsActivityHandler {
  readonly #ears: Ears;

  constructor(ears: Ears) {
    super();
    this.#ears = ears;
    this.onMessage((context, next) => ears.received(context).then(next));
    this.onMembersAdded((context, next) => ears.received(context).then(next));
    // Teams tells of a private chat's beginning in this way, too.
    this.onInstallationUpdateAdd((context, next) => ears.received(context).then(next));
  }

  /** Of all invokes only the press is known. Its shape is checked here: the SDK's reader throws on a wrong one. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    if (context.activity.name !== PRESS) return { status: 501 };
    return isPress(context.activity.value) ? super.onInvokeActivity(context) : badRequest;
  }

  protected override onAdaptiveCardInvoke(
    context: TurnContext,
  ): Promise<AdaptiveCardInvokeResponse> {
    return this.#ears.pressed(context);
  }

  /** The SDK's reads what it never checks (channelData, meetings), and a throw makes the channel send again. */
  protected override async dispatchMessageUpdateActivity(context: TurnContext): Promise<void> {
    // Taking back a deletion changes no word.
    const { eventType } = objectOf(context.activity.channelData);
    if (eventType !== 'undeleteMessage') await this.#ears.received(context);
  }
  protected override async dispatchMessageDeleteActivity(): Promise<void> {}
  protected override async onEventActivity(): Promise<void> {}
}

const badRequest: InvokeResponse = {
  status: 400,
  body: {
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'BadRequest', message: 'This is no press of a button.' },
  },
};

function isPress(value: unknown): boolean {
  const { action } = objectOf(value);
  return typeof objectOf(action).type === 'string';
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
