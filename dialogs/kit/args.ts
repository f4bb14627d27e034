import type { JsonArgs } from './message.ts';

/** The named fact if it is a text, else nothing: buttons and older drafts may hold anything. */
export const textArg = (args: JsonArgs, name: string): string | undefined => {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** `{ [name]: value }`, or nothing if there is no value: exactOptionalPropertyTypes wants it so. */
export const given = <Name extends string, T>(
  name: Name,
  value: T | undefined,
): { [key in Name]?: T } => (value === undefined ? {} : { [name]: value }) as { [key in Name]?: T };

/** Which dispute a flow about one is begun with, or of which order; '' where nothing was said, so that it is picked. */
export const aboutDispute = (
  args: JsonArgs,
): { readonly disputeId: string; readonly orderId: string } => ({
  disputeId: textArg(args, 'disputeId') ?? '',
  orderId: textArg(args, 'orderId') ?? '',
});
