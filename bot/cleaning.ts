import {
  type FileKeeping,
  removeUnusedUploads,
} from '../services/evidence/remove-unused-uploads.ts';
import { forgetFeedback } from '../services/feedback/forget-feedback.ts';
import { forgetSignIns } from '../services/identity/forget-sign-ins.ts';
import type { Clock, Store } from '../services/ports.ts';
import type { Job } from './scheduler.ts';

/** What nobody needs any more goes: once in a while is enough. */
export const cleaningJobs = (
  parts: FileKeeping & {
    readonly store: Pick<Store, 'run' | 'uploads' | 'feedback' | 'accountLinks'>;
    readonly clock: Clock;
    readonly wallClock: Clock;
  },
): readonly Job[] => [
  { name: 'unused uploads', run: () => removeUnusedUploads(parts) },
  { name: 'old feedback', run: () => forgetFeedback(parts) },
  { name: 'old sign-ins', run: () => forgetSignIns(parts) },
];
