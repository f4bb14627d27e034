import type { StaffDeps, StaffRefusal } from '../../services/staff/staff-context.ts';
import { refusalWords } from '../console/words.ts';
import type { Parts } from './command.ts';

export const staffDeps = ({ store, ids, clock, wallClock, credentials }: Parts): StaffDeps => ({
  ...{ store, ids, clock, wallClock, credentials },
});

export const whyNot = (refusal: StaffRefusal): string => refusalWords(refusal);
