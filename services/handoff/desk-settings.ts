import type { OpeningHours } from '../domain/opening-hours.ts';
import type { Json, Store, Tx } from '../ports.ts';

/** What an administrator sets for the desk. */
export interface DeskSettings {
  readonly hours: OpeningHours;
  /** The agents' own target: a case that waits is answered within this. */
  readonly answerWithinMinutes: number;
  /** An agent who has not answered the buyer for so long loses the case to the queue. */
  readonly agentSilentMinutes: number;
  /** A case that waits for the buyer is over after this. */
  readonly buyerSilentHours: number;
  /** Above this, in whole units, one person is not enough; for every currency that `approveAboveIn` does not name. */
  readonly approveAbove: number;
  /** By currency: 200 yen are no sum that needs two people. */
  readonly approveAboveIn: Readonly<Record<string, number>>;
  /** A buyer's message is their word for this long. */
  readonly wordHours: number;
  readonly undoSeconds: number;
  /** A buyer is asked how it was at most this often. */
  readonly ratingEveryDays: number;
}

const day = [{ from: '08:00', to: '20:00' }];

export const defaultDeskSettings = (timeZone: string): DeskSettings => ({
  hours: {
    timeZone,
    days: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day },
    closedOn: [],
  },
  answerWithinMinutes: 15,
  agentSilentMinutes: 10,
  buyerSilentHours: 72,
  approveAbove: 200,
  approveAboveIn: { BRL: 1_000, JPY: 30_000, RUB: 20_000 },
  wordHours: 24,
  undoSeconds: 10,
  ratingEveryDays: 7,
});

const key = 'desk.settings';

interface Where {
  readonly store: Store;
  readonly tx: Tx;
  readonly rulebooks?: { readonly current: { readonly policyZone: string } };
}

/** What was never set is as it comes with the product, in the zone of the rules. */
export const readDeskSettings = async ({ store, tx, rulebooks }: Where): Promise<DeskSettings> => {
  const stored = await store.settings.get(tx, key);
  const defaults = defaultDeskSettings(rulebooks?.current.policyZone ?? 'UTC');
  // Written by `saveDeskSettings` alone, so the shape is known.
  return { ...defaults, ...(stored as Partial<DeskSettings> | undefined) };
};

export const saveDeskSettings = (
  { store, tx }: Pick<Where, 'store' | 'tx'>,
  settings: DeskSettings,
): Promise<void> => store.settings.set(tx, key, JSON.parse(JSON.stringify(settings)) as Json);
