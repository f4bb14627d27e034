import type { Command } from '../domain/command.ts';
import type { EvidenceFile } from '../domain/dispute.ts';
import { toEvidenceFile } from '../evidence/to-evidence-file.ts';
import type { Handoff } from '../handoff-port.ts';
import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';
import type { ActRequest } from './views.ts';

/**
 * The command with its files as the uploads of the case's own conversation say they are: of a request only the ids
 * count. Refused with `file_not_found` if one is of another chat, was not accepted, or has been forgotten since.
 */
export const withEvidence = async (
  { store, tx }: Pick<DeskContext, 'store' | 'tx'>,
  { conversationId }: Pick<Handoff, 'conversationId'>,
  { command, uploadIds = [] }: Pick<ActRequest, 'command' | 'uploadIds'>,
): Promise<DeskResult<Command>> => {
  const named = filesIn(command);
  if (named === undefined)
    return uploadIds.length === 0 ? { ok: true, value: command } : refuseDesk('file_not_found');
  const ids = new Set([...named.map(({ id }) => id), ...uploadIds]);
  if (ids.size === 0) return { ok: true, value: command };
  const uploads = await store.uploads.ofConversation(tx, conversationId);
  const files = uploads
    .filter(({ id, fromAgent }) => ids.has(id) && !fromAgent)
    .flatMap((upload) => toEvidenceFile(upload) ?? []);
  return files.length === ids.size
    ? { ok: true, value: withFiles(command, files) }
    : refuseDesk('file_not_found');
};

const filesIn = (command: Command): readonly EvidenceFile[] | undefined => {
  switch (command.type) {
    case 'open':
      return command.form.files;
    case 'add_evidence':
    case 'appeal':
      return command.files;
    default:
      return undefined;
  }
};

const withFiles = (command: Command, files: readonly EvidenceFile[]): Command => {
  switch (command.type) {
    case 'open':
      return { ...command, form: { ...command.form, files } };
    case 'add_evidence':
    case 'appeal':
      return { ...command, files };
    default:
      return command;
  }
};
