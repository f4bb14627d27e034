import { z } from 'zod';
import { webhookSecrets } from './config-marketplace.ts';
import { variable } from './config-variable.ts';

/** An external hub of agents (Omnichannel, LivePerson, ServiceNow ...) in place of our own console. */
export const handoffVariables = {
  HANDOFF_HUB_URL: variable({
    group: 'Handoff',
    purpose:
      'Webhook of an external agent hub: handoff.initiate and the buyer’s messages are sent there; see bot/handoff/connect-hub.md. Without it our own console has every case.',
    example: 'https://hub.example/hooks/resolve',
    schema: z.url({ protocol: /^https?$/ }),
  }),
  HANDOFF_HUB_SECRET: variable({
    group: 'Handoff',
    purpose:
      'Signs what goes to the hub (Standard Webhooks): whsec_ and base64. Two with a space between while it is replaced.',
    example: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
    neededWhen: 'HANDOFF_HUB_URL is set',
    secret: true,
    schema: webhookSecrets,
  }),
  HANDOFF_HUB_MINUTES: variable({
    group: 'Handoff',
    purpose:
      'So long the hub may take to accept a case; then it is for the agents in our own console.',
    example: '15',
    byDefault: '15',
    schema: z.coerce.number().int().min(1).max(1_440),
  }),
} as const;

export interface HubConfig {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly withinMinutes: number;
}

/** Undefined where there is none. */
export const hubOf = (values: {
  readonly HANDOFF_HUB_URL?: string;
  readonly HANDOFF_HUB_SECRET?: readonly string[];
  readonly HANDOFF_HUB_MINUTES?: number;
}): HubConfig | undefined =>
  values.HANDOFF_HUB_URL === undefined
    ? undefined
    : {
        url: values.HANDOFF_HUB_URL,
        secrets: values.HANDOFF_HUB_SECRET ?? [],
        withinMinutes: values.HANDOFF_HUB_MINUTES ?? 0,
      };
