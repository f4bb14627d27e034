import { z } from 'zod';
import { variable } from './config-variable.ts';

const text = z.string().min(1);

/** The channels of Azure Bot Service, if there are any. */
export const azureVariables = {
  MicrosoftAppType: variable({
    group: 'Azure Bot Service',
    purpose: 'SingleTenant, MultiTenant or UserAssignedMSI.',
    example: 'SingleTenant',
    byDefault: 'SingleTenant',
    schema: z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI']),
  }),
  MicrosoftAppId: variable({
    group: 'Azure Bot Service',
    purpose:
      'App id of the bot. Without it /api/messages answers only in demo mode on a loopback address.',
    example: '00000000-0000-0000-0000-000000000000',
    schema: text,
  }),
  MicrosoftAppPassword: variable({
    group: 'Azure Bot Service',
    purpose: 'Client secret of the app.',
    example: 'from the Azure portal',
    neededWhen: 'MicrosoftAppId is set and MicrosoftAppType is not UserAssignedMSI',
    secret: true,
    schema: text,
  }),
  MicrosoftAppTenantId: variable({
    group: 'Azure Bot Service',
    purpose: 'Tenant of the app.',
    example: '00000000-0000-0000-0000-000000000000',
    neededWhen: 'MicrosoftAppId is set and MicrosoftAppType is not MultiTenant',
    schema: text,
  }),
} as const;
