import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { capabilitiesOf, channels } from '../../../bot/channels/capabilities.ts';
import { render } from '../../../bot/channels/render.ts';
import { choice, samples, targetOf, words } from './message-samples.ts';

const goldenOf = (channel: string) => join(import.meta.dirname, 'golden', `${channel}.json`);

describe('rendering a message', () => {
  for (const channel of channels)
    it(`on ${channel} is what golden/${channel}.json says (UPDATE_GOLDEN=1 writes it anew)`, () => {
      const rendered = Object.fromEntries(
        Object.entries(samples).map(([name, sample]) => [name, render(sample, targetOf(channel))]),
      );
      const file = goldenOf(channel);
      if (process.env.UPDATE_GOLDEN)
        writeFileSync(file, `${JSON.stringify(rendered, undefined, 2)}\n`);
      expect(rendered).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
    });

  it('treats a channel that nobody described like SMS', () => {
    const sample = samples.menu ?? { text: [] };
    expect(render(sample, targetOf('carrier-pigeon'))).to.deep.equal(
      render(sample, targetOf('sms')),
    );
  });

  it('always fills text, speak, inputHint and locale', () => {
    for (const channel of channels)
      for (const sample of Object.values(samples))
        for (const activity of render(sample, targetOf(channel))) {
          expect(activity.text).not.to.equal('');
          expect(activity.speak).not.to.equal('');
          expect(activity.inputHint).to.match(/^(expecting|accepting)Input$/);
          expect(activity.locale).to.equal('en-GB');
        }
  });

  it("keeps a person's words out of Markdown, and without hidden characters", () => {
    const [activity] = render(samples.summary ?? { text: [] }, targetOf('directline'));
    const card = JSON.stringify(activity?.attachments);
    expect(activity?.text).not.to.contain('Broken');
    expect(card).to.contain(
      '{"type":"TextRun","text":"“Broken! **Click** https: //evil.example now”"',
    );
    expect(card).not.to.contain('\u202E');
  });

  it('offers no button where no prompt is open', () => {
    const { promptId: _closed, ...target } = targetOf('directline');
    const text = JSON.stringify(render(samples.picker ?? { text: [] }, target));
    expect(text).not.to.contain('mac').and.not.to.contain('suggestedActions');
  });

  it('breaks no limit of its channel, and offers every choice, whatever the message', () => {
    const label = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(
        fc.constantFrom(...channels),
        fc.array(label, { maxLength: 14 }),
        fc.array(fc.lorem({ maxCount: 300 }), { minLength: 1, maxLength: 6 }),
        (channel, labels, paragraphs) => {
          const capabilities = capabilitiesOf(channel);
          const choices = labels.map((text, index) => choice(`c${index}`, text));
          const text = paragraphs.map((p) => words(p));
          const activities = render({ text, choices }, targetOf(channel));
          for (const a of activities) {
            expect(a.text.length).to.be.at.most(capabilities.maxText);
            const actions = a.suggestedActions?.actions ?? [];
            expect(actions.length).to.be.at.most(capabilities.maxChoices);
            for (const action of actions)
              expect(action.title.length).to.be.at.most(capabilities.maxLabel);
          }
          const last = activities.at(-1);
          const buttons =
            (last?.suggestedActions?.actions.length ?? 0) +
            JSON.stringify(last?.attachments ?? []).split('"Action.Submit"').length -
            1;
          const all = activities.map((a) => a.text).join('\n');
          if (buttons > 0) expect(buttons).to.equal(choices.length);
          else if (choices.length) expect(all).to.contain(`${choices.length}. `);
        },
      ),
      { numRuns: 200 },
    );
  });
});
