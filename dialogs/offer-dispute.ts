import type { Phrase } from '../knowledge/phrase.ts';
import { listDisputes } from '../services/disputes/list-disputes.ts';
import { previewCommand } from '../services/disputes/preview-command.ts';
import type { CommandType } from '../services/domain/command.ts';
import type { DisputeView } from '../services/views.ts';
import { consequence } from './cancel-dispute.ts';
import { beginning } from './kit/choices.ts';
import type { Row } from './kit/message.ts';
import type { About, Offer, PersonalOffer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { lastDay, moment, phrase, quote } from './kit/values.ts';
import { disputeBadge, stateWords } from './shown.ts';
import { nextText, stateText } from './status-message.ts';

/** More would not fit a small screen; the newest come first. */
const maxRows = 4;
/** "Yes" is enough: looking at something, or beginning a form, changes nothing. */
const yes = { words: 'main.yours_words' };

/** How the one dispute that is open stands, and what comes next by itself. */
export const stateOffer: Offer = (scene, about) =>
  ofOne(scene, about, isOpen, 'dispute-status', (view) => ({
    message: {
      text: [...aboutIt(view), ...stateText(view), ...nextText(view)],
      choices: [see(view, scene)],
    },
    settles: ['dispute-status'],
  }));

/** To which dispute evidence can be added now, what was asked for, and until when. */
export const evidenceOffer: Offer = (scene, about) =>
  ofOne(scene, about, allows('add_evidence'), 'add-evidence', (view) => {
    const wanted = waitsForBuyer(view);
    const until = untilOf(view, 'add_evidence');
    const can = phrase('main.evidence_now', {
      title: quote(view.item.title),
      ...(until === undefined ? {} : { until: moment(until) }),
    });
    const args = { disputeId: view.dispute.id };
    return {
      message: {
        text: [
          ...(wanted ? [...aboutIt(view), ...stateText(view), ...nextText(view)] : [can]),
          phrase('main.shall_add'),
        ],
        choices: [beginning(scene, 'evidence.add', 'add-evidence', args, yes), see(view, scene)],
      },
      settles: ['add-evidence', 'dispute-status'],
    };
  });

/** What cancelling would do to the money of the one dispute that can be cancelled. */
export const cancelOffer: Offer = async (scene, about) =>
  ofOne(scene, about, allows('cancel'), 'cancel-dispute', async (view) => {
    const args = { disputeId: view.dispute.id };
    const previewed = await previewCommand(scene.ctx, view.dispute.id, { type: 'cancel' });
    if (!previewed.ok) return undefined;
    return {
      message: {
        text: [...aboutIt(view), ...consequence(previewed.value, view.dispute.currency)],
        choices: [
          see(view, scene),
          beginning(scene, 'common.cancel_dispute', 'cancel-dispute', args),
        ],
      },
      settles: ['cancel-dispute', 'dispute-status'],
    };
  });

/** The newest result, whether it can be appealed and until when; before there is one, what the dispute waits for. */
export const resultOffer: Offer = async (scene, about) => {
  const all = (await listDisputes(scene.ctx)).filter((view) => isAbout(view, about));
  const appealable = all.filter(allows('appeal'));
  if (appealable.length > 1) return which(appealable, 'appeal', scene);
  const byTeam = all.find(
    ({ dispute }) => dispute.appeal ?? dispute.outcome?.by === 'case_management',
  );
  const ended = all.find((view) => !isOpen(view));
  const view = appealable[0] ?? byTeam ?? ended ?? all[0];
  return view && resultOf(view, scene);
};

function resultOf(view: DisputeView, scene: Scene): PersonalOffer {
  const title = quote(view.item.title);
  const settles = ['appeal', 'dispute-status'];
  const until = untilOf(view, 'appeal');
  if (allows('appeal')(view) && until !== undefined) {
    const args = { disputeId: view.dispute.id };
    return {
      message: {
        text: [phrase('main.result_appeal', { title, until: lastDay(until) })],
        choices: [beginning(scene, 'common.appeal', 'appeal', args), see(view, scene)],
      },
      settles,
    };
  }
  const text = isOpen(view)
    ? [phrase('main.result_open', { title }), ...nextText(view)]
    : [...aboutIt(view), ...stateText(view), phrase('main.result_final')];
  return { message: { text, choices: [see(view, scene)] }, settles };
}

type Make = (view: DisputeView) => PersonalOffer | undefined | Promise<PersonalOffer | undefined>;

/** One dispute that it can be about is used without asking; among several it is picked. */
async function ofOne(
  scene: Scene,
  about: About,
  fits: (view: DisputeView) => boolean,
  flow: string,
  make: Make,
): Promise<PersonalOffer | undefined> {
  const all = await listDisputes(scene.ctx);
  const able = all.filter((view) => isAbout(view, about) && fits(view));
  const waiting = able.filter(waitsForBuyer);
  const meant = flow === 'add-evidence' && waiting.length > 0 ? waiting : able;
  const [only, ...others] = meant;
  if (!only) return undefined;
  return others.length === 0 ? make(only) : which(meant, flow, scene);
}

const which = (disputes: readonly DisputeView[], flow: string, scene: Scene): PersonalOffer => ({
  message: {
    text: [phrase('main.which_dispute')],
    rows: disputes.slice(0, maxRows).map((view) => rowOf(view, flow, scene)),
  },
  settles: [flow, 'dispute-status'],
});

function rowOf(view: DisputeView, flow: string, scene: Scene): Row {
  const { id } = view.dispute;
  const data = { dispute: id };
  const begun = beginning(scene, 'main.choose_dispute', flow, { disputeId: id }, { data });
  return {
    choice: { ...begun, id: `dispute:${id}`, synonyms: [id] },
    title: phrase('common.title', { title: quote(view.item.title) }),
    lines: [stateWords(view.dispute), ...nextText(view)],
    badge: disputeBadge(view),
  };
}

const isAbout = ({ dispute }: DisputeView, { orderId, disputeId }: About): boolean =>
  (orderId === undefined || dispute.orderId === orderId) &&
  (disputeId === undefined || dispute.id === disputeId);

/** The team waits for evidence of this buyer's. */
const waitsForBuyer = ({ dispute: { phase } }: DisputeView): boolean =>
  phase.state === 'evidence_requested' && phase.party === 'buyer';

const isOpen = ({ label }: DisputeView): boolean => label === 'in_progress';

const allows =
  (type: CommandType) =>
  ({ allowed }: DisputeView): boolean =>
    allowed.some((action) => action.type === type);

const untilOf = ({ allowed }: DisputeView, type: CommandType) =>
  allowed.find((action) => action.type === type)?.until;

const aboutIt = ({ item, dispute }: DisputeView): readonly Phrase[] => [
  phrase('main.your_dispute', { title: quote(item.title), dispute: dispute.id }),
];

const see = ({ dispute }: DisputeView, scene: Scene) =>
  beginning(scene, 'common.see_dispute', 'dispute-status', { disputeId: dispute.id });
