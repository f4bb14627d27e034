import { sweep } from '../../services/deadlines/sweep.ts';
import { isoOf, parseInstant } from '../../services/domain/time.ts';
import { advance } from '../web/demo-form.ts';
import { type Command, Failure, Misuse } from './command.ts';

const shorthand = /^\+(\d{1,4})([dh])$/i;

export const clock: Command = {
  usage: 'clock +5d',
  does: 'moves the demo clock forward (+5d, +3h, P1DT12H, or to 2026-12-24T10:00:00Z), and does what is due',
  words: { min: 1, max: 1 },
  run: async ({ words: [text = ''] }, world) => {
    const { demoClock, clock: current, store, rulebooks, ids } = await world.open();
    if (!demoClock)
      throw new Failure(
        'Only the clock of a demo can be moved.',
        'A demo is started with DEMO=true.',
      );
    const now = await demoClock.advance(milliseconds(text, current.now()));
    const { fired, faults } = await sweep(store, rulebooks, ids, current);
    world.say(
      `It is ${isoOf(now)} now. ${fired} overdue ${fired === 1 ? 'event' : 'events'} written.`,
    );
    if (faults.length > 0)
      throw new Failure(`Not written: ${faults.map(({ id }) => id).join(', ')}.`, 'See doctor.');
  },
};

function milliseconds(text: string, now: number): number {
  const [, count, unit] = shorthand.exec(text) ?? [];
  const iso = count ? (unit?.toLowerCase() === 'd' ? `P${count}D` : `PT${count}H`) : text;
  const until = parseInstant(text);
  if (until !== undefined && until > now) return until - now;
  if (until !== undefined) throw new Failure(`${text} is past.`, 'The clock moves forward only.');
  const parsed = advance.safeParse(iso);
  if (parsed.success) return parsed.data;
  throw new Misuse(
    `"${text}" is no time to move by, from 1 minute to 400 days.`,
    'It is called like this: npm run cli -- clock +5d   (or +3h, P1DT12H, 2026-12-24T10:00:00Z)',
  );
}
