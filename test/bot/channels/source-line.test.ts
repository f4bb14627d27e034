import { expect } from 'chai';
import { render } from '../../../bot/channels/render.ts';
import { knowledge } from '../../knowledge/loaded.ts';
import { targetOf, words } from './message-samples.ts';

const shown = async (channel: string, locale = 'en-GB') => {
  const listener = { locale, timeZone: 'UTC', policyZone: 'UTC' };
  const to = targetOf(channel, { knowledge: await knowledge(), listener });
  const [activity] = render({ text: [words('main.menu')], source: 'not-received' }, to);
  return activity?.text ?? '';
};

describe('The source of an answer', () => {
  it('is a link of plain words with its date', async () => {
    expect(await shown('directline')).to.match(
      /\[More about this: My order has not arrived \(23 Nov 2026\)\]\(https:\/\/help\.shop\/help\/not-received\)$/,
    );
  });

  it('has its address behind it where there are no links', async () => {
    expect(await shown('slack')).to.include(
      'More about this: My order has not arrived (23 Nov 2026): https://help.shop/help/not-received',
    );
    expect(await shown('sms')).to.include(
      'More (23 Nov 2026): https://help.shop/help/not-received',
    );
  });

  it("has the date in the listener's English, and in plain English for the others", async () => {
    expect(await shown('directline', 'en-US')).to.include('(Nov 23, 2026)');
    expect(await shown('directline', 'ru-RU')).to.include('(23 Nov 2026)');
  });
});
