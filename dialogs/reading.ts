import type { Understood } from '../knowledge/knowledge.ts';
import type { Scene } from './kit/scene.ts';
import { namedAsOrder } from './named-as-order.ts';
import { withSaidAlso } from './said-also.ts';
import type { Seen } from './situation.ts';
import { tellsProblem } from './told.ts';

/** What a text means, by what is known of the buyer: read with its titles and without them, and part by part. */
export function readText(text: string, seen: Partial<Seen>, scene: Scene): Understood {
  const { situation, titles = [] } = seen;
  const neutral = namedAsOrder(text, titles, scene);
  const clear = clearer(text, neutral, seen, scene);
  return withSaidAlso(clear, text, neutral ?? text, scene, situation);
}

const scoreOf = ({ intents }: Understood): number => intents[0]?.score ?? 0;

/** What is not clear with its titles may be clear without them, and may be two wishes. */
function clearer(
  text: string,
  neutral: string | undefined,
  { situation }: Partial<Seen>,
  scene: Scene,
): Understood {
  const understood = scene.knowledge.understand(text, situation);
  const isSure = understood.band === 'answer';
  if (neutral === undefined || (isSure && understood.also)) return understood;
  const other = scene.knowledge.understand(neutral, situation);
  if (other.band !== 'answer') return understood;
  const isSurer = scoreOf(other) > scoreOf(understood);
  if (!isSure || isSurer) return { ...other, entities: understood.entities };
  return other.also && !tellsProblem(text, scene)
    ? { ...understood, intents: other.intents, also: other.also }
    : understood;
}
