import type { Phrase } from '../knowledge/phrase.ts';
import { isOwned } from '../services/handoff/states.ts';
import type { Standing } from '../services/handoff/views.ts';
import { beginning } from './kit/choices.ts';
import type { Choice } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { moment, phrase } from './kit/values.ts';

const minute = 60_000;

/** The place in the line, for the phrases that say it. */
export const placeOf = ({ place }: Standing) => ({ place, next: place === 1 });

/** Said once for every request: that a person was asked for, the place, an honest wait or the opening hour, what to do. */
export const standingWords = (standing: Standing, scene: Scene): readonly Phrase[] =>
  isOwned(standing.handoff) ? [phrase('person.goes_on_here')] : waitingWords(standing, scene);

const waitingWords = (standing: Standing, scene: Scene): readonly Phrase[] => [
  phrase(standing.already ? 'person.already' : 'person.asked', placeOf(standing)),
  waitOf(standing),
  ...(standing.already ? [] : [phrase(hereOf(scene))]),
];

const hereOf = ({ buyer, linking }: Scene): string => {
  if (buyer) return 'person.here';
  return linking ? 'signin.here_visitor' : 'person.here_visitor';
};

const waitOf = ({ open, opensAt, waitMs }: Standing): Phrase => {
  if (!open)
    return opensAt === undefined
      ? phrase('person.closed_unknown')
      : phrase('person.closed', { at: moment(opensAt) });
  if (waitMs === undefined) return phrase('person.wait_unknown');
  return phrase('person.wait', { minutes: Math.max(1, Math.round(waitMs / minute)) });
};

/** What can be done while one waits. */
export const waitingChoices = (scene: Scene): readonly Choice[] => [
  beginning(scene, 'person.add_note', 'note-for-person'),
  beginning(scene, 'person.leave', 'leave-queue'),
];
