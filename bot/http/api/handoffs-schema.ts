import { z } from 'zod';
import { line, words } from './fields.ts';

/** As buyers read it: one line. */
const agentName = line(80).describe('The name that the buyer sees');
const agent = z.object({ name: agentName }).optional();
const note = words.max(4_000).nullish().describe('For our own agents; the buyer never sees it');
const state = line(40).describe(
  'accepted, failed or completed; others are noted and change nothing',
);
const speaker = z.looseObject({ name: agentName.optional() }).optional();

/** Either our short form, or the activity of Bot Framework's protocol as it is. */
export const hubStatus = z.union([
  z
    .looseObject({
      type: z.literal('event'),
      name: z.literal('handoff.status'),
      value: z.looseObject({ state, message: note }),
      from: speaker,
    })
    .transform(({ value, from }) => ({ ...value, agent: from?.name })),
  z
    .strictObject({ state, message: note, agent })
    .transform((given) => ({ ...given, agent: given.agent?.name })),
]);

const text = words.min(1).max(4_000).regex(/\S/, 'is blank');

export const hubMessage = z.union([
  z
    .looseObject({ type: z.literal('message'), text, from: speaker })
    .transform((given) => ({ text: given.text, agent: given.from?.name })),
  z.strictObject({ text, agent }).transform((given) => ({ ...given, agent: given.agent?.name })),
]);

export const hubStatusOutput = z.object({
  handoffId: z.string(),
  taken: z.boolean().describe('false: it came late or twice, or is no state that we know'),
  owner: z
    .enum(['hub', 'team', 'bot'])
    .describe('Who has the conversation now: the hub, our own agents, the bot'),
});

export const hubMessageOutput = z.object({ handoffId: z.string(), seq: z.int() });
