import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { channels } from '../../../bot/channels/capabilities.ts';
import { type RenderedActivity, render } from '../../../bot/channels/render.ts';
import type { Target } from '../../../bot/channels/target.ts';
import type { Message } from '../../../dialogs/kit/message.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { faultsOn } from '../../support/channel-limits.ts';
import { pressesOf } from '../../support/presses.ts';
import { choice, targetOf, words } from './message-samples.ts';
import { samples } from './sample-messages.ts';

const goldenOf = (channel: string) => join(import.meta.dirname, 'golden', `${channel}.json`);

const sampleOf = (name: string) => samples[name] ?? expect.fail(name);
const json = (activity: RenderedActivity) => JSON.parse(JSON.stringify(activity)) as JsonObject;

/** Names of what can be pressed below a message. */
const pressable = (activity: RenderedActivity): string[] =>
  pressesOf(json(activity)).map(({ label }) => label);

describe('rendering a message', () => {
  for (const channel of [...channels, 'carrier-pigeon'])
    it(`on ${channel} is what golden/${channel}.json says (UPDATE_GOLDEN=1 writes it anew), within its limits`, () => {
      const rendered = Object.fromEntries(
        Object.entries(samples).map(([name, sample]) => [name, render(sample, targetOf(channel))]),
      );
      const file = goldenOf(channel);
      if (process.env.UPDATE_GOLDEN)
        writeFileSync(file, `${JSON.stringify(rendered, undefined, 2)}\n`);
      expect(rendered).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
      for (const [name, activities] of Object.entries(rendered))
        for (const activity of activities)
          expect(faultsOn(channel, json(activity)), name).to.deep.equal([]);
    });

  it('treats a channel that nobody described like SMS', () => {
    expect(render(sampleOf('menu'), targetOf('carrier-pigeon'))).to.deep.equal(
      render(sampleOf('menu'), targetOf('sms')),
    );
  });

  it("keeps a person's words out of Markdown, without hidden characters, live links or commands of Slack", () => {
    const [web] = render(sampleOf('summary'), targetOf('directline'));
    const card = JSON.stringify(web?.attachments);
    expect(web?.text).not.to.contain('Broken');
    expect(card)
      .to.contain('{"type":"TextRun","text":"“Broken! **Click** https: //evil.example now')
      .and.not.to.contain('\u202E')
      .and.not.to.contain('https://evil');
    const [slack] = render(sampleOf('summary'), targetOf('slack'));
    expect(slack?.text).to.contain('‹!channel›').and.not.to.match(/[<>]/);
    const [mail] = render(sampleOf('summary'), targetOf('email'));
    expect(mail?.channelData?.htmlBody)
      .to.contain('&lt;b&gt;bold&lt;/b&gt;')
      .and.not.match(/<b>|href="https:\/\/evil/);
  });

  it('offers no button where no prompt is open', () => {
    for (const channel of channels) {
      const { promptId: _closed, ...target } = targetOf(channel);
      for (const sample of Object.values(samples))
        expect(JSON.stringify(render(sample, target)), channel)
          .not.to.contain('.mac')
          .and.not.to.contain('suggestedActions');
    }
  });

  it('presses in the best way of the channel: cards in Teams, templates and quick replies in Messenger', () => {
    const shown = (name: string, channel: string) =>
      JSON.stringify(render(sampleOf(name), targetOf(channel)).at(-1));
    expect(shown('menu', 'directline')).to.contain('messageBack').and.not.contain('card.adaptive');
    expect(shown('menu', 'msteams'))
      .to.contain('"verb":"choose","data":{"action":"p1.track.mac","label":"Track my order"}')
      .and.contain('"fallback":{"type":"Action.Submit"');
    expect(shown('menu', 'facebook')).to.contain('"postBack"').and.not.contain('suggestedActions');
    expect(shown('eight_choices', 'msteams'))
      .to.contain('selectAction')
      .and.not.contain('"actions"');
    expect(shown('eight_choices', 'facebook')).to.contain('imBack').and.not.contain('card.hero');
    expect(shown('eight_choices', 'whatsapp')).to.contain('\\n8. Something else');
    expect(shown('menu', 'slack')).to.contain('\\n3. Talk to a person');
    for (const channel of ['directline', 'webchat', 'emulator'])
      expect(JSON.stringify(render(sampleOf('picker'), targetOf(channel)))).not.to.contain(
        'Execute',
      );
  });

  it('takes the shorter phrase of a label that is too long, and numbers if there is none', () => {
    const long = choice('wait', 'Wait until the seller has answered me');
    const { knowledge } = targetOf('facebook');
    const key = 'channel.short.Wait until the seller has answered me';
    const short = {
      ...knowledge,
      has: (one: string) => one === key || knowledge.has(one),
      say: ((phrase, to, format) =>
        phrase.key === key
          ? 'Wait'
          : knowledge.say(phrase, to, format)) satisfies typeof knowledge.say,
    };
    const message = { text: [words('What now?')], choices: [long] };
    const [shortened] = render(message, targetOf('facebook', { knowledge: short }));
    expect(shortened && pressable(shortened)).to.deep.equal(['Wait']);
    const [numbered] = render(message, targetOf('facebook'));
    expect(numbered?.text).to.contain('1. Wait until the seller has answered me');
  });

  it('is numbered text where its card would be too big for Teams, and no message is over 80 KB', () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      choice: choice(`o${index}`, `Order ${index}`),
      title: words(`Коробка номер ${index} `.repeat(12)),
      lines: [words('Заказан в пятницу '.repeat(10))],
    }));
    const activities = render({ text: [words('Which one?')], rows }, targetOf('msteams'));
    expect(activities.flatMap(({ attachments = [] }) => attachments)).to.be.empty;
    expect(activities.length).to.be.above(1);
    expect(activities.map(({ text }) => text).join('\n')).to.contain('\n40. ');
    for (const activity of activities)
      expect(faultsOn('msteams', json(activity))).to.deep.equal([]);
  });

  it('draws a page that is to be opened as a button where the channel has one, else as its address', () => {
    const url = 'https://help.shop/signin/once-1';
    for (const channel of channels) {
      const [sent] = render(sampleOf('sign_in'), targetOf(channel));
      const isDrawn = ['msteams', 'facebook'].includes(channel);
      expect(sent?.text.includes(url), channel).to.equal(!isDrawn);
      expect(JSON.stringify(sent?.attachments ?? []).includes(url), channel).to.equal(isDrawn);
    }
    const drawnOn = (channel: string) =>
      render(sampleOf('sign_in'), targetOf(channel))[0]?.attachments?.[0]?.content;
    expect(drawnOn('msteams')?.actions)
      .to.have.length(2)
      .and.deep.include({ type: 'Action.OpenUrl', title: 'Sign in', url });
    expect(drawnOn('facebook')?.buttons)
      .to.have.length(2)
      .and.deep.include({ type: 'openUrl', title: 'Sign in', value: url });
  });

  it('draws no button for an address that the channel does not open, or where there is no room', () => {
    const drawn = (channel: string, message: Message, changes: Partial<Target> = {}) =>
      /openurl/i.test(JSON.stringify(render(message, targetOf(channel, changes))));
    const signIn = sampleOf('sign_in');
    const local = { baseUrl: 'http://127.0.0.1:3978' };
    expect(drawn('msteams', signIn, local)).to.equal(true);
    expect(drawn('facebook', signIn, local)).to.equal(false);
    const link = { label: words('Look'), path: 'http://elsewhere.example/x' };
    expect(drawn('msteams', { ...signIn, link }, local)).to.equal(false);
    const choices = Array.from({ length: 6 }, (_, n) => choice(`c${n}`, `Choice ${n}`));
    expect(drawn('msteams', { ...signIn, choices })).to.equal(false);
    expect(drawn('facebook', { ...signIn, choices })).to.equal(false);
    expect(drawn('facebook', { ...signIn, choices: choices.slice(0, 3) })).to.equal(false);
    const toRead = { label: words('How we use your data'), path: '/help/privacy' };
    for (const channel of channels)
      expect(drawn(channel, { ...signIn, link: toRead }), channel).to.equal(false);
  });

  it('draws the upload page as a button where one file could not be had', () => {
    for (const channel of ['msteams', 'facebook']) {
      const { capabilities } = targetOf(channel);
      const to = targetOf(channel, { capabilities: { ...capabilities, files: false } });
      const [sent] = render(sampleOf('upload'), to);
      expect(sent?.text, channel).to.equal('Please send a photo of it.');
      expect(JSON.stringify(sent?.attachments), channel).to.contain('/upload/once-1');
      expect(sent && faultsOn(channel, json(sent)), channel).to.deep.equal([]);
    }
  });

  it('shows the upload page where the chat takes no files, and nowhere else', () => {
    for (const channel of channels) {
      const text = render(sampleOf('upload'), targetOf(channel))[0]?.text;
      const takesNone = ['sms', 'terminal'].includes(channel);
      expect(text?.includes('https://help.shop/upload/once-1'), channel).to.equal(takesNone);
    }
    const { uploadLink: _none, ...target } = targetOf('sms');
    expect(render(sampleOf('upload'), target)[0]?.text).to.equal('Please send a photo of it.');
  });

  it('breaks no limit of its channel, and offers every choice, whatever the message', () => {
    const label = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(
        fc.constantFrom(...channels),
        fc.array(label, { maxLength: 14 }),
        fc.array(fc.lorem({ maxCount: 300 }), { minLength: 1, maxLength: 6 }),
        (channel, labels, paragraphs) => {
          const choices = labels.map((text, index) => choice(`c${index}`, `Do ${text}`));
          const text = paragraphs.map((p) => words(p));
          const activities = render({ text, choices }, targetOf(channel));
          for (const activity of activities)
            expect(faultsOn(channel, json(activity))).to.deep.equal([]);
          const buttons = activities.flatMap(pressable);
          const all = activities.map((a) => a.text).join('\n');
          if (buttons.length > 0) expect(buttons.length).to.equal(choices.length);
          else if (choices.length) expect(all).to.contain(`${choices.length}. `);
        },
      ),
      { numRuns: 200 },
    );
  });
});
