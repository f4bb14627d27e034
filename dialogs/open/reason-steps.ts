import type { Remedy } from '../../services/domain/dispute.ts';
import { choice } from '../kit/choices.ts';
import type { Step } from '../kit/flow.ts';
import type { Next } from '../kit/next.ts';
import type { Reply } from '../kit/reply.ts';
import type { Scene } from '../kit/scene.ts';
import { phrase, quote } from '../kit/values.ts';
import { mentionsOneOf, wordsOf } from '../kit/words.ts';
import { type OpenDraft, reasons, remedies, subReasons } from './draft.ts';
import { chosenItem } from './order-steps.ts';
import { comparedItem, comparisonMessage, comparisonNotes } from './remedy-comparison.ts';

export const reasonStep: Step<OpenDraft> = {
  hint: 'open.reason_hint',
  async enter(draft, scene) {
    const chosen = await chosenItem(draft, scene);
    return {
      do: 'ask',
      draft,
      message: {
        text: [phrase('open.ask_reason', { title: quote(chosen?.item.title ?? '') })],
        choices: reasons.map((reason) =>
          choice(scene, reason, `reason.${reason}`, { words: `open.words_${reason}` }),
        ),
      },
    };
  },
  take(draft, reply, scene) {
    const reason = picked(reasons, reply, scene);
    if (reason === 'not_received') {
      const remedy: Remedy = 'refund_only';
      return toNext({ ...draft, reason, remedy });
    }
    if (reason) return toNext({ ...draft, reason });
    // "It came broken" says both at once.
    const subReason = picked(subReasons, reply, scene);
    return subReason ? toNext({ ...draft, reason: 'not_as_described', subReason }) : { do: 'miss' };
  },
};

export const subReasonStep: Step<OpenDraft> = {
  hint: 'open.sub_hint',
  enter: (draft, scene) => ({
    do: 'ask',
    draft,
    message: {
      text: [phrase('open.ask_sub')],
      choices: subReasons.map((sub) =>
        choice(scene, sub, `reason.sub.${sub}`, { words: `open.words_${sub}` }),
      ),
    },
  }),
  take(draft, reply, scene) {
    const subReason = picked(subReasons, reply, scene);
    return subReason ? toNext({ ...draft, subReason }) : { do: 'miss' };
  },
};

export const remedyStep: Step<OpenDraft> = {
  hint: 'open.remedy_hint',
  enter: (draft, scene) =>
    draft.reason === 'not_received'
      ? toNext({ ...draft, remedy: 'refund_only' })
      : {
          do: 'ask',
          draft,
          message: {
            text: [
              phrase('open.remedy_refund_only_means'),
              phrase('open.remedy_return_and_refund_means'),
              phrase('open.ask_remedy'),
            ],
            choices: [...remedyChoices(scene), choice(scene, 'compare', 'compare.button')],
          },
        },
  async take(draft, reply, scene) {
    if (wantsComparison(reply, scene)) return askCompared(draft, scene);
    const remedy = picked(remedies, reply, scene);
    return remedy ? toNext({ ...draft, remedy }) : { do: 'miss' };
  },
};

const remedyChoices = (scene: Scene) =>
  remedies.map((remedy) =>
    choice(scene, remedy, `reason.remedy.${remedy}`, { words: `open.words_${remedy}` }),
  );

/** Heard before the remedies: "refund only or return?" names both, or one of them. */
const wantsComparison = (reply: Reply, scene: Scene): boolean =>
  reply.kind === 'choice'
    ? reply.id === 'compare'
    : mentionsOneOf(reply.text, [
        ...wordsOf(scene, 'compare.button_words'),
        ...wordsOf(scene, 'compare.said_words'),
      ]);

/** The same question, behind what the two mean for this very item. */
async function askCompared(draft: OpenDraft, scene: Scene): Promise<Next<OpenDraft>> {
  const compared = await comparedItem(draft, scene);
  // It can't be disputed any more: `next` says why.
  if (!compared) return toNext(draft);
  const text = [...comparisonNotes(compared), phrase('open.ask_remedy')];
  const message = { text, choices: remedyChoices(scene) };
  return { do: 'ask', draft, say: [comparisonMessage(compared)], message };
}

/** The button, or the one of the known kinds whose words occur in the text. Two are as bad as none. */
export function picked<T extends string>(
  known: readonly T[],
  reply: Reply,
  scene: Scene,
): T | undefined {
  if (reply.kind === 'choice') return known.find((id) => id === reply.id);
  const meant = known.filter((id) => mentionsOneOf(reply.text, wordsOf(scene, `open.words_${id}`)));
  return meant.length === 1 ? meant[0] : undefined;
}

export const toNext = (draft: OpenDraft): Next<OpenDraft> => ({ do: 'goto', step: 'next', draft });
