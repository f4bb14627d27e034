import type { Frame } from '../kit/flow.ts';
import type { Message } from '../kit/message.ts';
import type { Scene } from '../kit/scene.ts';
import type { OpenDraft } from './draft.ts';
import {
  comparedItem,
  comparisonMessage,
  comparisonNotes,
  remediesExplained,
} from './remedy-comparison.ts';

/** "Refund only or return?" in the middle of the form: answered for its item, and the form goes on. Undefined elsewhere. */
export async function comparisonHere(
  { flow, draft }: Frame,
  scene: Scene,
): Promise<readonly Message[] | undefined> {
  if (flow !== 'open-dispute') return undefined;
  const compared = await comparedItem(draft as OpenDraft, scene);
  if (!compared) return [{ text: remediesExplained, source: 'not-as-described' }];
  return [comparisonMessage(compared), { text: comparisonNotes(compared) }];
}
