import { expect } from 'chai';
import { readReply } from '../../bot/channels/read-reply.ts';
import { turnContextOf } from '../../bot/turn-context.ts';
import { talkStateOf } from '../../bot/turn-state.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import { converse } from '../../dialogs/main.ts';
import type { Understood } from '../../knowledge/knowledge.ts';
import { Chat } from '../support/conversation.ts';
import { realKnowledge, removeConversations, seededAt } from '../support/seeded-demo.ts';
import { shownMessage } from '../support/transcript.ts';

/** What each text is taken to mean, whatever the understanding makes of it today. */
type Said = readonly (readonly [text: string, ...labels: readonly string[]])[];

const listener = {
  locale: 'en-GB',
  timeZone: 'Europe/London',
  policyZone: 'UTC',
  today: seededAt,
};

/** The turns, one after the other: what is said in each, and what waits behind the last. */
async function talked(buyer: string, said: Said) {
  const chat = await Chat.start(buyer);
  try {
    const { prompt } = talkStateOf((await chat.conversation()).state);
    return await chat.trial(async (scene, dialogs) => {
      let state = dialogs;
      const turns: (readonly Message[])[] = [];
      for (const [text, ...labels] of said) {
        const knowledge = {
          ...scene.knowledge,
          understand: (part: string): Understood => {
            const real = scene.knowledge.understand(part);
            if (part !== text || labels.length === 0) return real;
            const [first = '', ...others] = labels;
            const sure = (label: string) => ({ label, score: 0.9 });
            return { ...real, band: 'answer', intents: [sure(first)], also: others.map(sure) };
          },
        };
        const where = { open: prompt, closed: [], files: [], verify: () => undefined };
        const incoming = readReply({ type: 'message', text }, where);
        const context = turnContextOf({ type: 'message', text });
        const talk = await converse(incoming, state, { ...scene, knowledge }, context);
        state = talk.state;
        turns.push(talk.messages);
      }
      return { turns, second: state.second };
    });
  } finally {
    await chat.close();
  }
}

const textOf = async (messages: readonly Message[]): Promise<string> => {
  const knowledge = await realKnowledge();
  return messages.flatMap((one) => shownMessage(one, knowledge, listener)).join('\n');
};

describe('Two wishes in one message', () => {
  after(removeConversations);

  it('are both answered at once where neither asks anything, in two bubbles', async () => {
    const { turns, second } = await talked('emma', [
      [
        'where is my backpack, and when do I get the money for the jacket?',
        'track_order',
        'faq_when_refund',
      ],
    ]);
    const [first = []] = turns;
    const said = await textOf(first);
    expect(first).to.have.length(2);
    expect(said).to.match(
      /Trekking backpack[\s\S]*Rain jacket[\s\S]*You also asked about when a refund comes[\s\S]*US\$20/,
    );
    expect(second).to.equal(null);
  });

  it('wait for each other where the first asks something, and the second is kept to its end', async () => {
    const { turns } = await talked('emma', [
      ['cancel my dispute about the lamp, and track my backpack', 'cancel_dispute', 'track_order'],
      ['no, leave it as it is', 'no'],
    ]);
    const [first = [], second = []] = turns;
    expect(await textOf(first)).to.include(
      'After this I come to your other question, about where your order is.',
    );
    expect(await textOf(second)).to.match(
      /stays open[\s\S]*You also asked about where your order is[\s\S]*on its way/,
    );
    expect(second).to.have.length(2);
  });

  it('a question of the help center is answered before the first question of the form', async () => {
    const { turns, second } = await talked('emma', [
      [
        'open a dispute for the backpack, and which files can I send?',
        'open_dispute',
        'faq_file_types',
      ],
    ]);
    const [first = []] = turns;
    expect(first).to.have.length(2);
    expect(await textOf(first)).to.match(
      /Pictures only[\s\S]*What happened with Trekking backpack/,
    );
    expect(second).to.equal(null);
  });

  it('of three the third is named, one press away', async () => {
    const { turns, second } = await talked('emma', [
      [
        'where is my refund for the jacket, how do I add photos, and which files can I send?',
        'refund_status',
        'faq_add_evidence',
        'faq_warranty',
      ],
    ]);
    const [first = []] = turns;
    expect(first).to.have.length(2);
    expect(await textOf(first)).to.match(
      /US\$20[\s\S]*You also asked about how to add evidence[\s\S]*asked about the One-Year Warranty, too[\s\S]*\[One-year warranty\]/,
    );
    expect(second).to.equal(null);
  });

  it('at a list the question waits: the first wish comes first', async () => {
    const { turns } = await talked('emma', [
      ['where is my parcel and also can I still appeal', 'track_order', 'faq_not_satisfied'],
      ['backpack'],
    ]);
    const [list = [], both = []] = turns;
    expect(await textOf(list)).to.match(/^bot: +After this I come to/);
    expect(await textOf(both)).to.match(/on its way[\s\S]*Wall clock until Friday 27 November/);
  });

  it('are one where the first answers the second: a problem and its request', async () => {
    const text = 'my backpack never came, I want my money back';
    const { turns, second } = await talked('emma', [[text, 'faq_not_received', 'open_dispute']]);
    expect(await textOf(turns[0] ?? [])).to.include('You can ask for up to US$46.20');
    expect(second).to.equal(null);
  });

  it('the second is dropped when the buyer says stop', async () => {
    const { second, turns } = await talked('emma', [
      ['cancel my dispute about the lamp, and track my backpack', 'cancel_dispute', 'track_order'],
      ['stop'],
      ['thanks'],
    ]);
    expect(second).to.equal(null);
    expect(await textOf([...(turns[1] ?? []), ...(turns[2] ?? [])])).to.not.include(
      'You also asked',
    );
  });
});
