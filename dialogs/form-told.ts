import type { Frame } from './kit/flow.ts';
import { phrase } from './kit/values.ts';
import { plain } from './kit/words.ts';
import { type Corrected, correctForm, tellingFilled, toldMore } from './open/correct-form.ts';
import { isQuestion } from './question.ts';
import type { Talk } from './talk.ts';

/** The form goes on with what was put right. */
export const putRight = (talk: Talk, frame: Frame, { draft, lead, step = 'next' }: Corrected) =>
  talk.amend({ ...moved(frame), step, draft }, lead);

/** `back` leads to the question at which the correction was made. */
export function moved(frame: Frame): Frame {
  const { misses: _m, trail, ...place } = frame;
  return { ...frame, trail: [...trail, place] };
}

/** Several things told at once, where one was asked. */
export async function filled(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  if (talk.hintOf(frame).freeText || !asking.includes(frame.step)) return false;
  const told = tellingFilled(frame.draft, text, talk.scene);
  if (!told) return false;
  await putRight(talk, frame, told);
  return true;
}

/** The steps of the form that ask for one thing that a sentence may tell with others. */
const asking = ['reason', 'sub_reason', 'remedy', 'amount', 'part'];

/** A text that answers nothing, in which the form's question finds something: "half of the money back". */
export async function saidOfForm(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  if (frame.flow !== 'open-dispute' || isQuestion(text, talk.scene)) return false;
  if (!asking.includes(frame.step)) return false;
  const right = await correctForm(frame.draft, text, true, talk.scene, false);
  if (!right) return false;
  await putRight(talk, frame, right);
  return true;
}

/** With fewer words nothing is told. */
const fewestTold = 5;
/** Steps at which what is told about the problem is no answer, and no question either. */
const takesMore = ['sub_reason', 'photos', 'summary', 'amount', 'part', 'remedy'];

/** The form is open, and more is told of the same problem: it is added to the description. */
export async function addedToForm(talk: Talk, frame: Frame, text: string): Promise<boolean> {
  const { scene } = talk;
  const isTold =
    frame.flow === 'open-dispute' &&
    takesMore.includes(frame.step) &&
    plain(text).split(' ').length >= fewestTold &&
    !isQuestion(text, scene);
  const more = isTold ? toldMore(frame.draft, text, scene) : undefined;
  if (!more) return false;
  await putRight(talk, frame, more);
  return true;
}

/** Another sum is wished for while nothing is sent yet: it is the sum of this form. */
export async function otherSum(talk: Talk, frame: Frame, text: string): Promise<void> {
  const right = await correctForm(frame.draft, text, true, talk.scene);
  if (right) return putRight(talk, frame, right);
  await talk.again([phrase('main.here_already')]);
}
