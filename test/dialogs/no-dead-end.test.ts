import { expect } from 'chai';
import type { Incoming } from '../../dialogs/kit/reply.ts';
import { plusTimes24h } from '../../services/domain/time.ts';
import { Chat } from '../support/conversation.ts';
import { lead, prompts } from '../support/prompts.ts';
import { removeConversations, seededAt } from '../support/seeded-demo.ts';
import {
  aPhoto,
  aStaleButton,
  flowsOf,
  type Input,
  keysOf,
  type Spot,
  walk,
} from '../support/walk.ts';

type Step = (from: Spot, input: Input) => Promise<Spot>;

/** What people say at a question that asks for something else. */
const said = `where is my order
I want to open a dispute
how long does a refund take?
cancel my dispute
I want to appeal
what is the weather in Paris
thanks
you are thieves
yes
no
this does not help
8130224500632984
order 8130224500601736 came broken, I want all of it back
help
back
start over
stop
menu
a person
?!%&
0
99`.split('\n');

const day = plusTimes24h(seededAt, 1) - seededAt;
const sellerWrote: Incoming = {
  kind: 'notice',
  about: {
    ...{ kind: 'seller_message', orderId: '8130224500632984', text: 'It left today.' },
    at: seededAt,
  },
};

const others: Readonly<Record<string, Input>> = {
  'a photo': aPhoto,
  'an old button': aStaleButton,
  'words of the seller': { arrives: sellerWrote },
  'a question a day later': { says: 'where is my order', after: day },
  'nonsense a day later': { says: '?!%&', after: day },
  'a photo in words': { says: 'photo.jpg' },
};

const inputs: Readonly<Record<string, Input>> = {
  ...Object.fromEntries(said.map((says) => [`"${says}"`, { says }])),
  ...others,
};

/** Nothing more is wanted of the buyer, and the bot does not press. */
const closings = /^main\.small_(thanks|goodbye|no)$|^solved\.good$/;

/** After at most two turns. */
async function leads(
  from: Spot,
  step: Step,
  word: string,
  there: (spot: Spot) => boolean,
): Promise<boolean> {
  const first = await step(from, { says: word });
  return there(first) || there(await step(first, { says: word }));
}

const isMenu = ({ messages }: Spot) => keysOf(messages).includes('main.menu');
const isPerson = ({ place, handOff }: Spot) =>
  handOff !== undefined || place?.startsWith('talk-to-agent/') === true;
const isOut = ({ place }: Spot) => place === undefined;

/** What decides where the words lead: looked at once. */
const seen = new Map<string, string>();

/** What is wrong with this place, in words; '' if there is a way to the menu, to a person and out. */
async function deadEnd(spot: Spot, step: Step, who: string): Promise<string> {
  const { kept } = spot.state.dialogs as { readonly kept?: { readonly flow: string } | null };
  const isPrompted = spot.state.prompt !== null;
  const key = [who, spot.place, kept?.flow, keysOf(spot.messages).at(-1), isPrompted].join('|');
  const before = seen.get(key);
  if (before !== undefined) return before;
  const faults = [
    (await leads(spot, step, 'menu', isMenu)) ? '' : 'no way to the menu',
    isPerson(spot) || (await leads(spot, step, 'a person', isPerson)) ? '' : 'no person',
    (await leads(spot, step, 'stop', isOut)) ? '' : 'no way out',
    offersSomething(spot) ? '' : `nothing to choose after ${keysOf(spot.messages)}`,
  ];
  const fault = faults.filter(Boolean).join(', ');
  seen.set(key, fault);
  return fault;
}

/** A question is open, there are buttons, or it was a friendly end. */
const offersSomething = ({ place, messages }: Spot): boolean =>
  place !== undefined ||
  messages.length === 0 ||
  messages.some(({ choices = [], rows = [] }) => choices.length + rows.length > 0) ||
  keysOf(messages).some((key) => closings.test(key));

const wordsOf = ({ messages }: Spot): string =>
  JSON.stringify(messages.map(({ choices: _choices, ...words }) => words));

/** Said or done again and again, by somebody who does not know what else to do. */
const insisting: Readonly<Record<string, Input>> = {
  nonsense: { says: '?!%&' },
  help: { says: 'help' },
  menu: { says: 'menu' },
  'this does not help': { says: 'this does not help' },
  'a question': { says: 'how long does a refund take?' },
  'out of scope': { says: 'what is the weather in Paris' },
  'a photo': aPhoto,
  'an old button': aStaleButton,
};

describe('No dead end', () => {
  after(removeConversations);

  for (const [name, { buyer, said: way }] of Object.entries(prompts))
    describe(`at ${name}`, () => {
      let chat: Chat;
      before(async () => {
        chat = await Chat.start(buyer);
        await lead(chat, way);
      });
      after(() => chat.close());

      it('the menu, a person and the way out are two turns away, whatever is done', async () => {
        const buttons = await walk(chat, async ({ state }) => state.prompt?.choices ?? []);
        const presses = buttons.map(({ label }, n) => [`[${label}]`, { presses: n }] as const);
        const faults: string[] = [];
        for (const [what, input] of [...Object.entries(inputs), ...presses]) {
          const fault = await walk(chat, async (here, step) =>
            deadEnd(await step(here, input), step, buyer),
          );
          if (fault !== '') faults.push(`${what}: ${fault}`);
        }
        expect(faults).to.deep.equal([]);
      });

      it('who does the same three times never hears the same words twice running, and is offered a person', async () => {
        const faults: string[] = [];
        for (const [what, input] of Object.entries(insisting)) {
          const fault = await walk(chat, (here, step) => loopIn(here, step, input));
          if (fault !== '') faults.push(`${what}: ${fault}`);
        }
        expect(faults).to.deep.equal([]);
      });
    });

  for (const buyer of ['emma', 'marta', 'paulo', 'jonas', undefined])
    it(`as ${buyer ?? 'a visitor'}: from the first message on, every button leads on and none into a corner`, async () => {
      const chat = await Chat.start(buyer);
      const { faults, places } = await walk(chat, (here, step) =>
        everyButton(here, step, buyer ?? 'visitor'),
      );
      await chat.close();
      expect(faults).to.deep.equal([]);
      for (const place of places) expect(Object.keys(prompts)).to.include(place);
      if (buyer) expect(places.size).to.be.above(5);
    });
});

/** What is wrong with the answers to the same input three times; '' if nothing is. */
async function loopIn(here: Spot, step: Step, input: Input): Promise<string> {
  const first = await step(here, input);
  const second = await step(first, input);
  const third = await step(second, input);
  const [one, two, three] = [first, second, third].map(wordsOf);
  if (one === two || two === three) return 'the same words twice running';
  const offered = [second, third].flatMap(({ messages }) => flowsOf(messages));
  const ends = [second, third].some(isPerson);
  return ends || offered.includes('talk-to-agent') ? '' : 'no person was offered';
}

/** More of one buyer's conversation than this is more of the same. */
const mostSpots = 60;

/** Presses every button of every message that can be reached; what is written on the way stays written. */
async function everyButton(start: Spot, step: Step, who: string) {
  const places = new Set<string>();
  const faults: string[] = [];
  const found = new Set<string>();
  const open = [start];
  for (let spot = open.shift(); spot && found.size < mostSpots; spot = open.shift()) {
    const key = `${spot.place}|${keysOf(spot.messages)}`;
    if (found.has(key)) continue;
    found.add(key);
    if (spot.place) places.add(spot.place);
    const fault = await deadEnd(spot, step, who);
    if (fault !== '') faults.push(`${key}: ${fault}`);
    const count = spot.state.prompt?.choices.length ?? 0;
    for (let n = 0; n < count; n += 1) open.push(await step(spot, { presses: n }));
  }
  return { faults, places };
}
