import type { Logger } from 'pino';
import type { UploadDeps } from '../../services/evidence/receive-upload.ts';
import { createBotToken } from './bot-token.ts';
import { createCloudAttachments } from './cloud-attachments.ts';
import type { CloudConfig } from './cloud-authentication.ts';
import { createLimits } from './direct-line/limits.ts';
import { uploadAccess } from './direct-line/upload-access.ts';

/** Files that the channels name, from their hosts to the evidence services. */
export function assembleAttachments(
  deps: UploadDeps & { readonly log: Logger; readonly config: CloudConfig },
): ReturnType<typeof createCloudAttachments> {
  const { config, clock } = deps;
  return createCloudAttachments({
    ...deps,
    receiveUpload: uploadAccess(deps).receiveUpload,
    uploadQuota: createLimits(() => clock.now()).uploadQuota,
    botToken: createBotToken(config),
    ...(config.endpoints && { serviceHosts: config.endpoints.serviceHosts }),
  });
}
