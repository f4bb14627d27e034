import { isLoopback } from './loopback.ts';

/** What decides on the demo, as it was read. */
export interface DemoValues {
  readonly NODE_ENV?: string;
  readonly DEMO?: boolean;
  readonly HOST?: string;
  readonly PUBLIC_URL?: string;
  readonly DATABASE_URL?: string;
  readonly CHAT_JWT_SECRET?: string;
  readonly WEBHOOK_URL?: string;
  readonly MicrosoftAppId?: string;
}

/** Why DEMO=true would open a real shop to everybody; undefined if it would not. */
export function whyNotDemo(values: DemoValues): string | undefined {
  if (values.DEMO !== true) return undefined;
  if (values.NODE_ENV === 'production')
    return 'is true in production, where demo buyers would be real ones';
  if (isLoopback(values.HOST ?? '')) return undefined;
  const real = (['CHAT_JWT_SECRET', 'WEBHOOK_URL', 'MicrosoftAppId'] as const).filter(
    (name) => values[name] !== undefined,
  );
  return real.length === 0
    ? undefined
    : `is true on a HOST that others reach, where everybody may be every buyer, together with ${real.join(', ')}`;
}

/** Nobody said: only what nobody else reaches, and nothing that is a real shop's. */
export function looksLikeDemo(values: DemoValues): boolean {
  const real = [values.PUBLIC_URL, values.WEBHOOK_URL, values.MicrosoftAppId];
  return (
    values.NODE_ENV !== 'production' &&
    isLoopback(values.HOST ?? '') &&
    (values.DATABASE_URL ?? '').startsWith('sqlite:') &&
    real.every((value) => value === undefined)
  );
}
