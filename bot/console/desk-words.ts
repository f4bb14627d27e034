import { explain } from '../../dialogs/kit/explain.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Refusal } from '../../services/domain/refusal.ts';
import { sourcesOf } from '../../services/domain/rule-sources.ts';
import type { Rulebook, RuleKey } from '../../services/domain/rulebook.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { DeskRefusal } from '../../services/handoff/views.ts';
import { staffWords } from './refusal-words.ts';
import { showAt } from './show.ts';

type Fact = DeskRefusal['facts'][string];
const textOf = (fact: Fact | undefined): string => String(fact ?? '');

const deskRefusals: Readonly<Record<DeskRefusal['code'], (facts: DeskRefusal['facts']) => string>> =
  {
    case_not_found: () => 'There is no such case, or it is not for your role.',
    taken: ({ agent }) =>
      `${textOf(agent)} has this case. You can read it and leave a note; a case manager can take it over.`,
    with_hub: () =>
      'The outside service has this case first. A case manager can take it back; else it comes here by itself.',
    not_yours: () => 'You do not have this case. Claim it first.',
    case_over: () => 'This case is over. If the buyer asks again, a new one comes into the queue.',
    case_live: () => 'This case is open again already.',
    undo_too_late: () =>
      'It is too late to undo: the buyer was told. If they write again, they can ask for a person.',
    empty_text: () => 'There is no text yet.',
    text_too_long: ({ max }) => `The text is too long: at most ${textOf(max)} characters.`,
    no_pictures: () =>
      'Pictures do not reach the channel that this buyer writes from. Say it in words.',
    nobody_like_that: () => 'This person can’t sign in here any more. Choose somebody else.',
    role_too_low: () => 'Your role may not do this: it needs a case manager.',
    snooze_in_past: () => 'That moment has passed. Choose a later one.',
    reason_missing: () => 'Write the reason: without the buyer’s message it goes into the file.',
    file_not_found: () =>
      'One of these files is not a usable file of this chat any more. Look again and choose from the ones shown.',
    word_missing: () =>
      'The buyer’s word is missing: pick a message of theirs in this chat from the last day, or give a reason.',
    not_for_buyers: () => 'An agent can do for a buyer only what the buyer may do.',
    approver_same: () => 'You asked for this yourself, so somebody else has to agree.',
    approval_over: () => 'This was decided before.',
    moved: () =>
      'Something changed while you were working. Nothing was done, and your text is still here. Look again, then press once more.',
  };

/** Why not, for the people who work here: all reasons, one sentence each. */
export interface RefusalTeller {
  /** One refusal, with its rule and source. */
  one(refusal: Refusal | DeskRefusal): { readonly words: string; readonly rule: string };
  all(refusals: readonly (Refusal | DeskRefusal)[]): string;
}

export function refusalTeller(
  { knowledge }: { readonly knowledge: Knowledge },
  rulebook: Rulebook,
  today: Instant,
): RefusalTeller {
  const zone = rulebook.policyZone;
  const listener = { locale: 'en-GB', timeZone: zone, policyZone: zone, today };
  const show = showAt(today, zone);
  const one: RefusalTeller['one'] = (refusal) => {
    if (!('rule' in refusal)) return { words: deskRefusals[refusal.code](refusal.facts), rule: '' };
    const own =
      refusal.code === 'changed_meanwhile' ? deskRefusals.moved({}) : staffWords(refusal, show);
    const words = own ?? knowledge.say(explain(refusal), listener, 'plain');
    return { words, rule: ruleWords(refusal.rule, rulebook) };
  };
  return {
    one,
    all: (refusals) =>
      refusals
        .map(one)
        .map(({ words, rule }) => (rule ? `${words} (${rule})` : words))
        .join(' '),
  };
}

/** "seller response, help page question 4": the rule by its name in the rulebook, and who says so. */
export function ruleWords(key: RuleKey, rulebook: Rulebook): string {
  const name = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const sources = sourcesOf(key, rulebook).map((source) =>
    source === 'assumption' ? 'our own reading' : `help page question ${source.slice(1)}`,
  );
  return `Rule: ${name}, ${sources.join(' and ')}`;
}
