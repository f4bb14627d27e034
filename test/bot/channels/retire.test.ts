import { expect } from 'chai';
import { capabilitiesOf, channels } from '../../../bot/channels/capabilities.ts';
import { pressIn } from '../../../bot/channels/press-in.ts';
import { render } from '../../../bot/channels/render.ts';
import { retired } from '../../../bot/channels/retire.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { faultsOfCard } from '../../support/adaptive-card.ts';
import { pressesOf } from '../../support/presses.ts';
import { knowledge, listener, targetOf } from './message-samples.ts';
import { samples } from './sample-messages.ts';

const reader = { knowledge, listener };

const shown = (name: string, channel: string): JsonObject => {
  const message = samples[name] ?? expect.fail(name);
  return JSON.parse(JSON.stringify(render(message, targetOf(channel)).at(-1)));
};
const cardIn = (activity: JsonObject) =>
  ((activity.attachments ?? []) as { content: JsonObject }[])[0]?.content ?? {};

describe('A message whose buttons are retired', () => {
  it('has nothing to press on any channel, and is a good card still', () => {
    for (const channel of channels)
      for (const name of Object.keys(samples)) {
        const bare = retired(shown(name, channel), undefined, reader);
        expect(pressesOf(bare), `${name} on ${channel}`).to.be.empty;
        expect(JSON.stringify(bare)).not.to.contain('.mac');
        if (bare.attachments && channel === 'msteams')
          expect(faultsOfCard(cardIn(bare), { isTeams: true }), name).to.deep.equal([]);
      }
  });

  it('says what was chosen: in its card, else below its words', () => {
    const inTeams = retired(shown('menu', 'msteams'), 'Open *a* dispute', reader);
    expect(JSON.stringify(cardIn(inTeams).body)).to.contain('You chose: Open \\\\*a\\\\* dispute');
    const inSlack = retired(shown('menu', 'slack'), 'Open a dispute', reader);
    expect(inSlack.text).to.match(/You chose: Open a dispute$/);
  });

  it('keeps the button of a page, which answers nothing', () => {
    const bare = retired(shown('sign_in', 'msteams'), 'Talk to a person', reader);
    expect(JSON.stringify(cardIn(bare).actions)).to.contain('/signin/once-1');
    expect(JSON.stringify(cardIn(bare).body)).to.contain('You chose: Talk to a person');
    expect(cardIn(bare).actions).to.have.length(1);
    const passed = retired(shown('sign_in', 'msteams'), undefined, reader);
    expect(JSON.stringify(passed)).not.to.contain('Nothing was chosen');
  });

  it('keeps all else, and leaves the given activity as it was', () => {
    const activity = shown('summary', 'msteams');
    const before = JSON.stringify(activity);
    const bare = retired(activity, 'Discard it', reader);
    expect(JSON.stringify(activity)).to.equal(before);
    expect(bare).to.include({ text: activity.text, speak: activity.speak });
    expect(JSON.stringify(cardIn(bare).body))
      .to.contain('FactSet')
      .and.contain('Your dispute');
  });

  it('is for the channels that can replace one', () => {
    const able = channels.filter((channel) => capabilitiesOf(channel).update);
    expect(able).to.deep.equal(['msteams', 'slack']);
  });
});

describe('What a press carries', () => {
  const press = { action: 'p1.open.mac', label: 'Open a dispute' };

  it('is found wherever a channel puts it', () => {
    for (const activity of [
      { value: press },
      { value: JSON.stringify(press) },
      { text: JSON.stringify(press) },
      { value: { action: { type: 'Action.Execute', verb: 'choose', data: press } } },
    ])
      expect(pressIn(activity), JSON.stringify(activity)).to.deep.equal(press);
    for (const channel of ['directline', 'msteams', 'facebook'])
      for (const { sent } of pressesOf(shown('menu', channel)))
        expect(pressIn(sent)?.action, channel).to.match(/^p1\.\w+\.mac$/);
  });

  it('is not made of anything else', () => {
    for (const activity of [
      {},
      { text: 'Open a dispute' },
      { text: '{"action":' },
      { text: '{"action":7}' },
      { value: { action: 7 } },
      { value: [press] },
      { value: { action: { data: 'x' } } },
    ])
      expect(pressIn(activity), JSON.stringify(activity)).to.equal(undefined);
  });
});
