import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** Of this attempt, in seconds since 1970: real time, also in a demo whose clock was moved. */
  readonly seconds: number;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0; one signature for each secret, `whsec_` and base64. */
export function webhookHeaders(
  secrets: readonly string[],
  { id, seconds, body }: Signed,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
