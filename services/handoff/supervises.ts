import type { Staff } from './desk-context.ts';

/** Case managers and administrators may take a case that somebody else has. */
export const supervises = ({ role }: Staff): boolean => role !== 'agent';
