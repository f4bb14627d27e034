import type { BuyerData } from '../../services/personal-data-port.ts';
import { type Call, type Command, Failure, type World } from './command.ts';
import { unknownBuyer } from './export.ts';

export const erase: Command = {
  usage: 'erase BUYER [--yes]',
  does: "replaces a buyer's name, e-mail, words and pictures for good; amounts, ids, states and dates stay",
  words: { min: 1, max: 1 },
  options: { yes: 'flag' },
  run: async (call, world) => {
    const [buyerId = ''] = call.words;
    const { store, files, clock } = await world.open();
    const data = await store.run((tx) => world.personalData.collect(tx, buyerId));
    if (!data) throw unknownBuyer(buyerId);
    await confirm(call, world, data);
    const done = await store.run((tx) => world.personalData.erase(tx, buyerId, clock.now()));
    if (!done) throw unknownBuyer(buyerId);
    // After the commit: a file without its row is found again when the same command is repeated.
    for (const id of done.fileIds) await files.remove(id);
    await world.rewriteFreed(store);
    const { orders, disputes, events, messages, files: pictures } = done.erasure;
    world.say(
      `Erased: ${buyerId}. Without personal data now: ${orders} orders, ${disputes} disputes (${events} events), ` +
        `${messages} messages, ${pictures} files.\nThe marketplace's next version of an order would bring its buyer's name back.`,
    );
  },
};

async function confirm({ options }: Call, world: World, data: BuyerData): Promise<void> {
  if (options.yes) return;
  const { buyer, orders, disputes } = data;
  const live = disputes.filter(({ dispute }) => dispute.phase.state !== 'closed').length;
  const warning =
    live > 0 ? ` ${live} of the disputes are not over, and lose their words and pictures.` : '';
  const answer = await world.ask(
    `This erases the personal data of ${buyer.id} (${buyer.name}) in ${orders.length} orders and ` +
      `${disputes.length} disputes. It can't be undone.${warning}\nType the buyer's id to go on: `,
  );
  if (answer === buyer.id) return;
  throw new Failure(
    'Nothing was erased.',
    answer === undefined
      ? `To do it without being asked: npm run cli -- erase ${buyer.id} --yes`
      : undefined,
  );
}
