import type { JsonObject } from '../../services/ports.ts';

/** What a buyer reads of an activity: its words, and where its buttons lead. */
export const saidIn = ({ text, attachments = [] }: JsonObject): string =>
  [text, ...(JSON.stringify(attachments).match(/https?:\/\/[^"\s]+/g) ?? [])].join('\n');
