import { expect } from 'chai';
import fc from 'fast-check';
import { readAction, signChoice } from '../../../bot/channels/action-token.ts';
import { capabilitiesOf, channels } from '../../../bot/channels/capabilities.ts';
import { pickChoice } from '../../../bot/channels/pick-choice.ts';
import { type OpenPrompt, promptOf } from '../../../bot/channels/prompt.ts';
import { readReply, type Where } from '../../../bot/channels/read-reply.ts';
import { type RenderedActivity, render } from '../../../bot/channels/render.ts';
import type { Target } from '../../../bot/channels/target.ts';
import type { Message } from '../../../dialogs/kit/message.ts';
import type { Knowledge } from '../../../knowledge/knowledge.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { everyPrompt, listener } from '../../dialogs/rules-support.ts';
import { faultsOn } from '../../support/channel-limits.ts';
import { pressesOf } from '../../support/presses.ts';
import { realKnowledge, removeConversations } from '../../support/seeded-demo.ts';

const ordinals = ['first', '2nd', 'third', 'fourth', '5th', 'sixth', 'seventh', 'eighth', 'ninth'];

interface Asked {
  readonly name: string;
  readonly channel: string;
  readonly prompt: OpenPrompt;
  readonly activities: readonly RenderedActivity[];
}

/** Every question of the bot, on every channel, is answered by all that a buyer of it may do. */
describe('Every question on every channel', () => {
  let knowledge: Knowledge;
  const asked: Asked[] = [];

  before(async () => {
    knowledge = await realKnowledge();
    for (const [name, { messages }] of await everyPrompt())
      for (const channel of channels) {
        const found = drawn(messages, channel, knowledge);
        if (found) asked.push({ name, channel, ...found });
      }
    expect(asked.length).to.be.above(35 * channels.length);
  });
  after(removeConversations);

  it('is within the limits of the channel', () => {
    for (const { name, channel, activities } of asked)
      for (const activity of activities)
        expect(faultsOn(channel, asJson(activity)), name).to.deep.equal([]);
  });

  it('can be answered: each choice has a button or a number that is read as this choice', () => {
    for (const { name, channel, prompt, activities } of asked) {
      const text = activities.map((one) => one.text).join('\n');
      const buttons = activities.flatMap((one) => pressesOf(asJson(one)));
      const pressed = buttons.map(({ sent }) => readAs(sent, prompt));
      for (const [index, choice] of prompt.choices.entries()) {
        const isNumbered = new RegExp(`^${index + 1}\\. `, 'm').test(text);
        const answer = outcomeOf(prompt, index);
        const isPressed = pressed.some((one) => JSON.stringify(one) === JSON.stringify(answer));
        expect(isNumbered || isPressed, `${name} on ${channel}: ${choice.label}`).to.equal(true);
      }
    }
  });

  it('takes "2", an ordinal, the label and a synonym for the same choice', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('number', 'number.', 'option', 'ordinal', 'label', 'LABEL', 'synonym'),
        (which, place, word, way) => {
          const { name, channel, prompt } = asked[which % asked.length] ?? expect.fail('no prompt');
          if (prompt.choices.length === 0) return;
          const index = place % prompt.choices.length;
          const choice = prompt.choices[index];
          const synonym = choice?.synonyms[word % Math.max(1, choice.synonyms.length)];
          const typed = {
            ...{ number: `${index + 1}`, 'number.': `${index + 1}.`, label: choice?.label },
            ...{ option: `option ${index + 1}`, ordinal: `the ${ordinals[index]} one` },
            ...{ LABEL: ` ${choice?.label.toUpperCase()}! `, synonym },
          }[way];
          // Stars are named by digits, and what names two picks none: both are meant so.
          if (typed === undefined || isAmbiguous(typed, prompt)) return;
          expect(readAs({ text: typed }, prompt), `${name} on ${channel}: ${typed}`).to.deep.equal(
            outcomeOf(prompt, index),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('on SMS takes no word that the carrier keeps for itself', () => {
    const { reservedWords } = capabilitiesOf('sms');
    for (const { prompt, name } of asked.filter(({ channel }) => channel === 'sms'))
      for (const word of reservedWords)
        expect(pickChoice(word, prompt.choices), `${name}: ${word}`).to.equal(undefined);
  });
});

const key = 'key';

function drawn(messages: readonly Message[], channel: string, knowledge: Knowledge) {
  const capabilities = capabilitiesOf(channel);
  const open = promptOf(messages, 'p1', knowledge, listener, capabilities.reservedWords);
  if (!open) return undefined;
  const to: Target = {
    ...{ capabilities, knowledge, listener, promptId: 'p1', baseUrl: 'https://help.shop' },
    sign: (id) => signChoice(key, 'c', 'p1', id),
    uploadLink: () => 'https://help.shop/upload/once',
  };
  return { prompt: open.prompt, activities: render(open.message, to) };
}

const asJson = (activity: RenderedActivity) => JSON.parse(JSON.stringify(activity)) as JsonObject;

function readAs(said: JsonObject, open: OpenPrompt) {
  const where: Where = {
    ...{ open, closed: [], files: [] },
    verify: (action) => readAction(key, 'c', action),
  };
  return readReply({ type: 'message', ...said }, where);
}

function outcomeOf(prompt: OpenPrompt, index: number) {
  const choice = prompt.choices[index] ?? expect.fail('no such choice');
  if (choice.begins)
    return { kind: 'begin', flow: choice.begins.flow, args: choice.begins.args ?? {} };
  return { kind: 'reply', reply: { kind: 'choice', id: choice.id } };
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Two choices have this name, or it is the name of one and the place of another. */
function isAmbiguous(typed: string, { choices }: OpenPrompt): boolean {
  const named = choices.filter(({ label, synonyms }) =>
    [label, ...synonyms].some((name) => plain(name) === plain(typed)),
  );
  return named.length > 1 || (named.length === 1 && /\d/.test(typed));
}
