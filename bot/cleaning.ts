import {
  type FileKeeping,
  removeUnusedUploads,
} from '../services/evidence/remove-unused-uploads.ts';
import { forgetFeedback } from '../services/feedback/forget-feedback.ts';
import type { Clock, Store } from '../services/ports.ts';
import type { Job } from './scheduler.ts';

/** What nobody needs any more goes: once in a while is enough. */
export const cleaningJobs = (
  parts: FileKeeping & {
    readonly store: Pick<Store, 'run' | 'uploads' | 'feedback'>;
    readonly clock: Clock;
    readonly wallClock: Clock;
  },
): readonly Job[] => [
  { name: 'unused uploads', run: () => removeUnusedUploads(parts) },
  { name: 'old feedback', run: () => forgetFeedback(parts) },
];
