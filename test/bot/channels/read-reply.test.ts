import { expect } from 'chai';
import fc from 'fast-check';
import { readAction, signChoice } from '../../../bot/channels/action-token.ts';
import { capabilitiesOf } from '../../../bot/channels/capabilities.ts';
import { pickChoice } from '../../../bot/channels/pick-choice.ts';
import { type ClosedPrompt, type OpenPrompt, promptOf } from '../../../bot/channels/prompt.ts';
import { readReply, type Where } from '../../../bot/channels/read-reply.ts';
import type { ReceivedFile } from '../../../dialogs/kit/reply.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { choice, knowledge, listener, words } from './message-samples.ts';
import { samples } from './sample-messages.ts';

const open: OpenPrompt = {
  id: 'p2',
  choices: [
    { id: 'full', label: 'All of it', synonyms: ['everything', 'full refund'] },
    { id: 'part', label: 'Part of it', synonyms: [] },
    { id: 'menu', label: 'Start over', synonyms: [], begins: { flow: 'menu', args: { n: 1 } } },
  ],
};
const closed: ClosedPrompt = {
  id: 'p1',
  choices: [
    { id: 'yes', label: 'Cancel the dispute', synonyms: [] },
    { id: 'no', label: 'Keep the dispute', synonyms: [] },
    { id: 'track', label: 'Track my order', synonyms: [], begins: { flow: 'track_order' } },
  ],
  pressed: 'yes',
  said: [{ text: [words('It is cancelled.')] }],
};
const where = (changes: Partial<Where> = {}): Where => ({
  open,
  closed: [closed],
  verify: (action) => readAction('key', 'c', action),
  files: [],
  ...changes,
});
const press = (promptId: string, choiceId: string): JsonObject => ({
  type: 'message',
  text: 'words of the button',
  value: { action: signChoice('key', 'c', promptId, choiceId) },
});
const typed = (text: string): JsonObject => ({ type: 'message', text });

describe('reading what the buyer did', () => {
  it('takes a pressed button of the open prompt as its choice', () => {
    expect(readReply(press('p2', 'part'), where())).to.deep.equal({
      kind: 'reply',
      reply: { kind: 'choice', id: 'part' },
    });
  });

  it('takes a choice that begins a flow at any time', () => {
    expect(readReply(press('p2', 'menu'), where())).to.deep.equal({
      kind: 'begin',
      flow: 'menu',
      args: { n: 1 },
    });
    expect(readReply(press('p1', 'track'), where())).to.deep.equal({
      kind: 'begin',
      flow: 'track_order',
      args: {},
    });
    expect(readReply(typed('start over'), where())).to.include({ kind: 'begin', flow: 'menu' });
  });

  it('answers a second press with what the first one led to', () => {
    expect(readReply(press('p1', 'yes'), where())).to.deep.equal({
      kind: 'repeated',
      said: closed.said,
    });
  });

  it('says how many files are missing, whatever else came', () => {
    const failed = 2;
    const file = { id: 'u', verdict: 'accepted' } as ReceivedFile;
    const read = (text: string, files: readonly ReceivedFile[] = []) =>
      readReply(typed(text), where({ failed, files }));
    const reply = { kind: 'files', files: [], text: '' };
    expect(read('')).to.deep.equal({ kind: 'reply', reply, failed });
    expect(read('', [file])).to.deep.include({ failed, reply: { ...reply, files: [file] } });
    expect(read('2')).to.deep.include({ failed, reply: { kind: 'choice', id: 'part' } });
    expect(read('look')).to.deep.include({ failed, reply: { kind: 'text', text: 'look' } });
    expect(read('start over')).to.include({ kind: 'begin' });
  });

  it('calls every other old, foreign or forged button stale', () => {
    expect(readReply(press('p1', 'no'), where())).to.deep.equal({ kind: 'stale' });
    expect(readReply(press('p0', 'no'), where())).to.deep.equal({ kind: 'stale' });
    expect(readReply(press('p2', 'gone'), where())).to.deep.equal({ kind: 'stale' });
    const forged = { type: 'message', text: 'x', value: { action: 'p2.full.forged' } };
    expect(readReply(forged, where())).to.deep.equal({ kind: 'stale' });
    expect(readReply({ type: 'message', value: { refund: 'all' } }, where())).to.deep.equal({
      kind: 'stale',
    });
  });

  it('takes files with the words beside them', () => {
    const file: ReceivedFile = {
      id: 'u1',
      name: 'a.jpg',
      bytes: 1,
      contentType: 'image/jpeg',
      sha256: '',
      verdict: 'accepted',
    };
    expect(readReply(typed('look'), where({ files: [file] }))).to.deep.equal({
      kind: 'reply',
      reply: { kind: 'files', files: [file], text: 'look' },
    });
  });

  it('leaves all else as text', () => {
    for (const text of ['part of the box is broken', '4', '0', '', 'first second', '1.5', '12.90'])
      expect(readReply(typed(text), where())).to.deep.equal({
        kind: 'reply',
        reply: { kind: 'text', text },
      });
    expect(readReply(typed('2'), where({ open: null }))).to.deep.equal({
      kind: 'reply',
      reply: { kind: 'text', text: '2' },
    });
  });

  it('says when the buyer has come', () => {
    expect(readReply({ type: 'conversationUpdate' }, where())).to.deep.equal({ kind: 'joined' });
  });
});

describe('a typed choice', () => {
  const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
  const label = fc.stringMatching(/^[A-Z][a-z]{2,8} [a-z]{3,8} [a-z]{3,8}$/);
  const prompts = fc
    .uniqueArray(label, { minLength: 4, maxLength: 16, selector: (text) => text.toLowerCase() })
    .map((texts) => {
      const half = Math.floor(texts.length / 2);
      return texts.slice(0, half).map((text, index) => ({
        id: `c${index}`,
        label: text,
        synonyms: [texts[half + index] ?? ''],
      }));
    });

  it('is found by number, ordinal, label and synonym, in any prompt', () => {
    fc.assert(
      fc.property(prompts, fc.nat(), (choices, seed) => {
        const index = seed % choices.length;
        const wanted = choices[index];
        const n = index + 1;
        for (const text of [
          `${n}`,
          ` ${n}. `,
          `#${n}`,
          `option ${n}`,
          `number ${n} please`,
          ordinals[index] ?? '',
          `The ${ordinals[index]} one!`,
          wanted?.label ?? '',
          wanted?.label.toUpperCase() ?? '',
          `“${wanted?.label}”.`,
          wanted?.synonyms[0] ?? '',
        ])
          expect(pickChoice(text, choices), text).to.equal(wanted);
        expect(pickChoice('the last one', choices)).to.equal(choices.at(-1));
      }),
    );
  });

  it('is none where the number is below zero', () => {
    const choices = ['One row', 'Other row'].map((label) => ({ id: label, label, synonyms: [] }));
    for (const text of ['-1', '- 2', '−1', '–2'])
      expect(pickChoice(text, choices), text).to.equal(undefined);
    expect(pickChoice('2', choices)).to.equal(choices[1]);
  });

  it('is none where the words fit two', () => {
    const twins = [
      { id: 'a', label: 'Choose', synonyms: ['phone case'] },
      { id: 'b', label: 'Choose', synonyms: ['tablet'] },
    ];
    expect(pickChoice('choose', twins)).to.equal(undefined);
    expect(pickChoice('Tablet', twins)).to.equal(twins[1]);
  });
});

describe('the prompt that a turn leaves open', () => {
  it('is the last message that offers something, rows before choices, by their titles', () => {
    const messages = [samples.menu, samples.picker, samples.answer].filter(
      (sample) => sample !== undefined,
    );
    const opened = promptOf(messages, 'p9', knowledge, listener);
    expect(opened?.message).to.equal(samples.picker);
    expect(opened?.prompt.id).to.equal('p9');
    expect(opened?.prompt.choices.map((c) => [c.id, c.label, c.synonyms])).to.deep.equal([
      ['o1', 'Phone *case* and *cable*', ['Order 8130 2245 0071']],
      ['o2', 'Tablet', ['Order 8130 2245 0072']],
      ['none', 'None of these', []],
    ]);
  });

  it('takes no word that the carrier keeps for itself', () => {
    const message = {
      text: [],
      choices: [choice('stop', 'Cancel the dispute', { synonyms: ['cancel', 'Stop', 'call off'] })],
    };
    const reserved = capabilitiesOf('sms').reservedWords;
    const opened = promptOf([message], 'p', knowledge, listener, reserved);
    expect(opened?.prompt.choices[0]?.synonyms).to.deep.equal(['call off']);
  });
});
