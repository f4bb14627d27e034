import type { Instant } from '../domain/time.ts';
import type { FeedbackRow, Feedbacks } from '../feedback-port.ts';
import type { Tx } from '../ports.ts';
import { insert, row, rows } from './sql.ts';

interface Stored {
  readonly no: number;
  readonly at: Instant;
  readonly conversation_id: string;
  readonly channel: string;
  readonly kind: FeedbackRow['kind'];
  readonly prompt: string;
  readonly text: string;
  readonly guesses: string;
  readonly band: FeedbackRow['band'];
  readonly followed: FeedbackRow['followed'];
  readonly label: string | null;
}

const feedbackRow = (found: Stored): FeedbackRow => ({
  no: found.no,
  at: found.at,
  conversationId: found.conversation_id,
  channel: found.channel,
  kind: found.kind,
  prompt: found.prompt,
  text: found.text,
  guesses: JSON.parse(found.guesses) as FeedbackRow['guesses'],
  band: found.band,
  followed: found.followed,
  ...(found.label === null ? {} : { label: found.label }),
});

const add: Feedbacks['add'] = async (tx, added) => {
  const { at, kind, prompt, text, band, followed } = added;
  const [stored] = await insert<{ readonly no: number }>(
    tx,
    'feedback',
    [
      {
        ...{ at, kind, prompt, text, band, followed },
        conversation_id: added.conversationId,
        guesses: JSON.stringify(added.guesses),
      },
    ],
    'returning no',
  );
  if (!stored) throw new Error('The database did not number the feedback');
  return stored.no;
};

const follow: Feedbacks['follow'] = async (tx, no, followed, label) => {
  await row(tx, 'update feedback set followed = ?, label = ? where no = ?', [followed, label, no]);
};

const withChannel = `select feedback.*, conversations.channel from feedback
  join conversations on conversations.id = feedback.conversation_id`;

const since: Feedbacks['since'] = async (tx, from, limit) => {
  const sql = `${withChannel} where feedback.at >= ? order by feedback.no desc limit ?`;
  return (await rows<Stored>(tx, sql, [from, limit])).map(feedbackRow).reverse();
};

/** Of all conversations of a buyer, oldest first. */
export const feedbackOfBuyer = async (tx: Tx, buyerId: string): Promise<readonly FeedbackRow[]> => {
  const sql = `${withChannel} where conversations.buyer_id = ? order by feedback.no`;
  return (await rows<Stored>(tx, sql, [buyerId])).map(feedbackRow);
};

const forget: Feedbacks['forget'] = async (tx, before, limit) => {
  const gone = await rows(
    tx,
    `delete from feedback where no in (select no from feedback where at < ? order by at limit ?)
      returning no`,
    [before, limit],
  );
  return gone.length;
};

export const feedback: Feedbacks = { add, follow, since, forget };
